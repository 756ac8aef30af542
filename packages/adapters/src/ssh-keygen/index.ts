export { signSsh } from './sign-ssh.ts';
