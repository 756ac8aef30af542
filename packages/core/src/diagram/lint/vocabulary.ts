/** Verbs that a message may begin with. One for one thing: what a reader has seen once is known. */
export const verbs: readonly string[] = (
  'accept add allow annotate answer apply approve ask assign attach attest block build cancel check clone close collect ' +
  'comment compare compute consume create decide delete demote deny deploy detect disable draft enable evaluate export ' +
  'fetch find flag generate grant halt hand import ingest issue join judge keep label link list load lock log merge ' +
  'monitor name notify observe open page ping post promote propose prove publish pull push query read record redeploy ' +
  'refuse reject release remove render replay report request require reset resolve restore resume retry return revert ' +
  'review revoke roll rotate route run sample scan schedule send serve set show shift sign skip stage start stop store ' +
  'submit tag tell test trigger turn unlock update upload use validate verify vote wait watch write'
).split(' ');

/** Things that prove something. A message that makes or hands over one names it. */
export const artifacts =
  /\b(?:sboms?|signatures?|artifacts?|attestations?|bundles?|checksums?|digests?|evidence|findings?|images?|logs?|manifests?|provenance|records?|reports?|results?|tags?|verdicts?|responses?|statements?|answers?)\b/iu;

/** What asks for a decision of a person, or is one. */
export const approvals = /\b(?:approv(?:e|es|al|als)|break-glass)\b/i;

/** What lets its holder do something. */
export const credentials = /\b(?:credentials?|tokens?|oidc|secrets?|passwords?|private keys?)\b/i;
