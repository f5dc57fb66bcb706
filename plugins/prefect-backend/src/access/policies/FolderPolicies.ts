import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  compilePolicies,
  type PolicyFile,
  type PolicySet,
  readPolicyFolder,
  readSchema,
} from '@backstage-prefect/policies';
import type { Schedule } from '../../schedule';
import type { Policies, PolicyHealth } from './Policies';

/** What a folder of policies is kept with. */
export type FolderPoliciesParts = {
  readonly folder: string;
  readonly refreshSeconds: number;
  readonly logger: Pick<LoggerService, 'info' | 'error'>;
  readonly schedule: Schedule;
};

/**
 * The policies of a folder, read again and again. A set comes into force as a whole or not at
 * all: what is not valid is refused, and the last that was valid stays.
 */
export class FolderPolicies implements Policies {
  readonly #parts: FolderPoliciesParts;
  #set: PolicySet | undefined;
  #problem: string | undefined;
  /** What was looked at last, so that the same is neither compiled nor logged twice. */
  #seen: string | undefined;
  #cancel = () => {};
  #isStopped = false;

  constructor(parts: FolderPoliciesParts) {
    this.#parts = parts;
  }

  current(): PolicySet | undefined {
    return this.#set;
  }

  health(): PolicyHealth {
    return { version: this.#set?.version, problem: this.#problem };
  }

  /** Looks once, then again and again until `stop`. */
  async start(): Promise<void> {
    await this.refresh();
    if (this.#isStopped) return;
    this.#cancel = this.#parts.schedule(
      () => this.start(),
      this.#parts.refreshSeconds * 1_000,
    );
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Looks once; does not reject. */
  async refresh(): Promise<void> {
    const { folder } = this.#parts;
    try {
      this.#take(await readPolicyFolder(folder), await readSchema());
    } catch (error) {
      // People see the problem, and where the server has its files is not for them.
      this.#refuse(
        'The folder of policies cannot be read.',
        stringifyError(error),
      );
      this.#seen = undefined;
    }
  }

  #take(files: readonly PolicyFile[], schema: string): void {
    const seen = JSON.stringify([schema, files]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    let set: PolicySet;
    try {
      set = compilePolicies(files, schema);
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#replaceBy(set);
  }

  #replaceBy(set: PolicySet): void {
    const before = this.#set;
    this.#set = set;
    this.#problem = undefined;
    this.#parts.logger.info(
      `Policies ${set.version.slice(0, 12)} are in force: ${set.policies
        .map(({ id }) => id)
        .join(', ')}`,
    );
    // A decision is made without a pause, so nothing still asks the one before.
    before?.release();
  }

  #refuse(problem: string, detail: string = problem): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    const instead = this.#set
      ? `those of ${this.#set.version.slice(0, 12)} stay in force`
      : 'none are in force, so everything is denied';
    this.#parts.logger.error(
      `The policies of ${
        this.#parts.folder
      } are refused; ${instead}.\n${detail}`,
    );
  }
}
