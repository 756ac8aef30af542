export { deployConfigSchema, parseDeployConfig, type DeployConfig } from './config.ts';
export { readHistory } from './history.ts';
export { deploymentRecordSchema, type DeploymentRecord } from './record.ts';
export {
  fileNames,
  runDeployment,
  type DeploymentPorts,
  type DeploymentRun,
  type VerifiedRelease,
} from './run-deployment.ts';
