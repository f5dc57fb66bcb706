/** As databases tell it: SQLite, and Postgres by the code of SQLSTATE. */
const NO_ROOM = ['SQLITE_FULL', '53100'];

/**
 * What people may read of an error. Errors of Prefect's client are written for them;
 * others, such as a database's, may quote data.
 */
export function problemOf(error: unknown): string {
  if (isForPeople(error)) return error.message;
  return NO_ROOM.includes(codeOf(error))
    ? "The portal's own database has no room left."
    : 'What Prefect holds could not be kept. The log of the backend says why.';
}

/** Whether an error comes from Prefect's client. */
export function isForPeople(error: unknown): error is Error {
  return error instanceof Error && codeOf(error).startsWith('PREFECT_');
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : '';
}
