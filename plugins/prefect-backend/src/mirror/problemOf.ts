/**
 * What people may read of an error. Errors of Prefect's client are written for them;
 * others, such as a database's, may quote data.
 */
export function problemOf(error: unknown): string {
  return isForPeople(error)
    ? error.message
    : 'What Prefect holds could not be kept. The log of the backend says why.';
}

/** Whether an error comes from Prefect's client. */
export function isForPeople(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    String(error.code).startsWith('PREFECT_')
  );
}
