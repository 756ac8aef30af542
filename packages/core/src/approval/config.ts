import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'));

// A list would be read as people named 0, 1, …
const person = v.pipe(v.string(), v.regex(/[^0-9]/, 'expected a principal of .interlock/approvers'));

/** The section `approval` of `.interlock/config.yml`. */
export const approvalConfigSchema = v.strictObject({
  securityKey: v.optional(
    v.pipe(
      v.picklist(['hotfix', 'always', 'never']),
      v.description('When an approval needs a security key that was touched; hotfix includes break-glass.'),
    ),
    'hotfix',
  ),
  approvable: v.optional(v.pipe(v.array(text), v.description('Policies whose blocks an approval may pass over.')), []),
  handles: v.optional(
    v.pipe(
      v.record(person, v.array(text)),
      v.description('Handles and further addresses of people, by their principal in .interlock/approvers.'),
    ),
    {},
  ),
  onCall: v.optional(
    v.pipe(
      v.array(person),
      v.description('Principals of .interlock/approvers who are on call for a hotfix. Empty: each approver is.'),
    ),
    [],
  ),
  notify: v.optional(
    v.pipe(
      v.union([
        v.strictObject({
          command: v.tupleWithRest([text], v.string()),
          timeoutSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(600)), 30),
        }),
        v.strictObject({
          webhook: v.pipe(v.string(), v.regex(/^https?:\/\/[^\s]+$/, 'expected an http or https address')),
          timeoutSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(600)), 30),
        }),
      ]),
      v.description('Who is told that an approval is asked for: a command, or an address that is sent the request.'),
    ),
  ),
});
export type ApprovalConfig = v.InferOutput<typeof approvalConfigSchema>;
