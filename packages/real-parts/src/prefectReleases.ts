/** A pinned release of Prefect. */
export interface PrefectRelease {
  version: string;
  /** Below `scripts/python`: everything it needs, pinned, with hashes. */
  requirements: string;
  /** Its virtual environment, at the root of the repository. */
  venv: string;
  /** The newest minor of Python 3 that it can be installed on. */
  newestMinor: number;
}

/** What everything runs on. */
export const CURRENT_PREFECT: PrefectRelease = {
  version: '3.8.8',
  requirements: 'requirements.txt',
  venv: '.venv',
  newestMinor: 14,
};

/** The oldest that the product supports, with what it was released with. */
export const OLDEST_PREFECT: PrefectRelease = {
  version: '3.4.0',
  requirements: 'requirements-3.4.0.txt',
  venv: '.venv-3.4.0',
  newestMinor: 13,
};
