export { signStatement } from './sign-statement.ts';
export { verifyBundle } from './verify-bundle.ts';
