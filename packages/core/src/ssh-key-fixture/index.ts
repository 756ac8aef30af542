/** SSH keys and signatures made in software, for tests and rehearsals: nothing that ships signs with these. */
export { makeSshKey, makeSshSignature, type TestSshKey } from '../evidence/make-ssh-signature.ts';
