import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  compilePolicies,
  InvalidPoliciesError,
  type PolicyFile,
  type PolicySet,
  readSchema,
} from '@backstage-prefect/policies';
import type { Schedule } from '../../schedule';
import type { Policies, PolicyHealth } from './Policies';
import type { PolicySource } from './PolicySource';

/** What policies are kept with. */
export type LayeredPoliciesParts = {
  /** The company's before the teams'. */
  readonly sources: readonly PolicySource[];
  readonly refreshSeconds: number;
  readonly logger: Pick<LoggerService, 'info' | 'error'>;
  readonly schedule: Schedule;
};

type Files = readonly PolicyFile[];
type Layer = { readonly source: PolicySource; readonly files: Files };
/** Why something is not taken: for people, and for the log. */
type Problem = { readonly told: string; readonly detail: string };

/**
 * The policies of one place or several, read again and again. A set comes into force as a
 * whole or not at all: what is not valid is refused, and the last that was valid stays. Of
 * several places, one with a mistake keeps its own last valid files and holds up no other.
 */
export class LayeredPolicies implements Policies {
  readonly #parts: LayeredPoliciesParts;
  #set: PolicySet | undefined;
  /** What the set is made of. */
  #layers: readonly Layer[] = [];
  #problem: string | undefined;
  /** What was looked at last, so that the same is neither compiled nor logged twice. */
  #seen: string | undefined;
  #cancel = () => {};
  #isStopped = false;

  constructor(parts: LayeredPoliciesParts) {
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
    const problems: Problem[] = [];
    const layers: Layer[] = [];
    for (const source of this.#parts.sources) {
      const files = await this.#read(source, problems);
      if (files) layers.push({ source, files });
    }
    if (layers.length < this.#parts.sources.length) this.#refuse(problems);
    else this.#take(layers, await readSchema(), problems);
  }

  /** What is there now, or what it last had in force while it cannot be read. */
  async #read(
    source: PolicySource,
    problems: Problem[],
  ): Promise<Files | undefined> {
    try {
      return filesOf(source, await source.read());
    } catch (error) {
      // People see the problem, and where the server has its files is not for them.
      problems.push({
        told: source.name
          ? `The policies of ${source.name} cannot be read.`
          : 'The folder of policies cannot be read.',
        detail: `${source.place}: ${stringifyError(error)}`,
      });
      return this.#lastOf(source);
    }
  }

  #lastOf(source: PolicySource): Files | undefined {
    return this.#layers.find(layer => layer.source === source)?.files;
  }

  #take(
    layers: readonly Layer[],
    schema: string,
    problems: readonly Problem[],
  ): void {
    const seen = JSON.stringify([
      schema,
      layers.map(({ files }) => files),
      problems,
    ]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    const { set, taken, mistakes } = this.#compile(layers, schema);
    if (set) this.#replaceBy(set, taken);
    this.#refuse([...problems, ...mistakes]);
  }

  /** Compiles all; places with mistakes by what they last had in force, where they had. */
  #compile(
    layers: readonly Layer[],
    schema: string,
  ): {
    readonly set: PolicySet | undefined;
    readonly taken: readonly Layer[];
    readonly mistakes: readonly Problem[];
  } {
    const filesIn = (of: readonly Layer[]) => of.flatMap(({ files }) => files);
    try {
      const set = compilePolicies(filesIn(layers), schema);
      return { set, taken: layers, mistakes: [] };
    } catch (error) {
      const mistakes = [problemOf(error)];
      const spared = this.#withoutMistakes(layers, error);
      if (!spared) return { set: undefined, taken: layers, mistakes };
      try {
        const set = compilePolicies(filesIn(spared), schema);
        return { set, taken: spared, mistakes };
      } catch {
        return { set: undefined, taken: layers, mistakes };
      }
    }
  }

  /** Undefined when no place is left that may come into force without the others. */
  #withoutMistakes(
    layers: readonly Layer[],
    error: unknown,
  ): readonly Layer[] | undefined {
    if (!(error instanceof InvalidPoliciesError)) return undefined;
    const wrong = new Set(error.problems.map(({ file }) => file));
    const hasMistake = ({ files }: Layer) =>
      files.some(({ name }) => wrong.has(name));
    if (layers.every(hasMistake)) return undefined;
    const spared = layers.map(layer =>
      hasMistake(layer)
        ? { ...layer, files: this.#lastOf(layer.source) }
        : layer,
    );
    return spared.every(isWhole) ? spared : undefined;
  }

  #replaceBy(set: PolicySet, layers: readonly Layer[]): void {
    const before = this.#set;
    this.#layers = layers;
    if (set.version === before?.version) {
      set.release();
      return;
    }
    this.#set = set;
    this.#parts.logger.info(
      `Policies ${set.version.slice(0, 12)} are in force: ${set.policies
        .map(({ id }) => id)
        .join(', ')}`,
    );
    // A decision is made without a pause, so nothing still asks the one before.
    before?.release();
  }

  #refuse(problems: readonly Problem[]): void {
    const told = problems.map(problem => problem.told).join('\n') || undefined;
    if (told === this.#problem) return;
    this.#problem = told;
    if (told === undefined) return;
    const instead = this.#set
      ? `those of ${this.#set.version.slice(0, 12)} are in force`
      : 'none are in force, so everything is denied';
    const places = this.#parts.sources.map(({ place }) => place).join(', ');
    this.#parts.logger.error(
      `The policies of ${places} are not taken as they are; ${instead}.\n${problems
        .map(({ detail }) => detail)
        .join('\n')}`,
    );
  }
}

function isWhole(layer: {
  readonly source: PolicySource;
  readonly files: Files | undefined;
}): layer is Layer {
  return layer.files !== undefined;
}

/** The files of a place, told from those of others by its name. */
function filesOf({ name, owner }: PolicySource, files: Files): Files {
  return files.map(file => ({
    text: file.text,
    name: name ? `${name}/${file.name}` : file.name,
    ...(owner && { owner, prefix: `${name}:` }),
  }));
}

function problemOf(error: unknown): Problem {
  const told = error instanceof Error ? error.message : String(error);
  return { told, detail: told };
}
