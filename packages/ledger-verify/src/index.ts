/**
 * What a ledger is made of, and how an export of it is verified by somebody who has the
 * public key and nothing else. The server builds its entries with the same functions; this
 * package knows nothing of the server and uses Node's own crypto only.
 *
 * What it does not promise: that something which was never handed to the ledger is in it,
 * and, without an anchor, that a complete export is the newest one.
 */
export { canonicalize } from './canonicalize.ts';
export type {
  Checkpoint,
  Decided,
  Endorsement,
  EntryKind,
  EntryOutcome,
  LedgerEntry,
  LedgerResource,
  Party,
  Seal,
  SealedWriter,
  Signed,
  Witnessed,
} from './forms.ts';
export { entryId } from './entryId.ts';
export { endorse, keyIdOf, readPublicKey, sign, signedHash } from './keys.ts';
export { main } from './main.ts';
export { inclusionPath, leafHash, merkleRoot, rootFromPath } from './merkle.ts';
export type { Finding, LedgerReport, Verdict } from './LedgerReport.ts';
export { verifyLedger, type VerifyOptions } from './verifyLedger.ts';
export { verifyProof, type LedgerProof } from './verifyProof.ts';
