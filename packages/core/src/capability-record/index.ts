export { capabilityRecord, capabilityRecordStatement, capabilityRecordType } from './capability-record.ts';
export { capabilityRecordSchema, type CapabilityRecord } from './schema.ts';
