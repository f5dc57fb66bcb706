import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UnmatchedAnnotation } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Instances } from '../instances';
import type { Key, Mirror, MirrorChange } from '../mirror';
import type { Schedule } from '../schedule';
import type { AnnotatedEntity } from './AnnotatedEntity';
import type { Bindings, EntityRef, Ownership } from './Bindings';
import type { BindingsStore } from './BindingsStore';
import type { CatalogReader } from './CatalogReader';
import type { OwnershipHealth } from './ownership';
import { claimsOf } from './claims';
import {
  type MirroredDeployment,
  resolveBindings,
  type Resolution,
} from './resolveBindings';
import { Worklist } from './Worklist';

/** Changes of the mirror that arrive within this time are settled together. */
const SETTLE_MS = 25;
/** After the catalog did not answer it is asked again soon: at start it may be late. */
const RETRY_MS = 1000;

type Parts = {
  readonly catalog: CatalogReader;
  readonly store: BindingsStore;
  readonly health: OwnershipHealth;
  readonly mirror: Pick<Mirror, 'onChange'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly logger: LoggerService;
  readonly schedule: Schedule;
  readonly refreshMs: number;
};

/**
 * Keeps the tables true: asks the catalog on a timer, and settles what is known of it
 * with the mirror's deployments whenever one of the two changed. While the catalog does
 * not answer, what it said last stays in force.
 */
export class CatalogBindings implements Bindings {
  readonly #parts: Parts;
  readonly #work: Worklist;
  readonly #listeners = new Set<() => void>();
  #stopFollowing: () => void = () => {};
  #annotated: readonly AnnotatedEntity[] | undefined;
  /** When they were asked for, by the database's clock. */
  #readAt = 0;
  /** Entities that tags name, and those of them that exist. */
  #claims: readonly EntityRef[] = [];
  #claimed: readonly AnnotatedEntity[] = [];
  #unmatched: Resolution['unmatched'] = new Map();
  /** What was settled last, to do nothing when nothing changed. */
  #settled: readonly AnnotatedEntity[] | undefined;
  #deploymentsChanged = true;
  #answers = true;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#work = new Worklist(parts.schedule);
  }

  async start(): Promise<void> {
    this.#stopFollowing = this.#parts.mirror.onChange(change =>
      this.#onMirrorChange(change),
    );
    this.#work.soon('refresh', 0, () => this.#refresh());
    this.#parts.health.start();
  }

  async stop(): Promise<void> {
    this.#stopFollowing();
    await this.#work.stop();
    await this.#parts.health.stop();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onProblems(listener: () => void): () => void {
    return this.#parts.health.onChange(listener);
  }

  ownershipOf(deployments: readonly Key[]): Promise<Ownership[]> {
    return this.#parts.store.ownershipOf(deployments);
  }

  async unmatchedOf(entity: EntityRef): Promise<UnmatchedAnnotation[]> {
    return [...(this.#unmatched.get(entity) ?? [])];
  }

  #onMirrorChange({ all, deployments }: MirrorChange): void {
    if (all || deployments.length > 0) {
      this.#deploymentsChanged = true;
      this.#work.soon('settle', SETTLE_MS, () => this.#attempt(this.#settle));
    }
  }

  async #refresh(): Promise<void> {
    const answered = await this.#attempt(async () => {
      const readAt = await this.#parts.store.now();
      this.#annotated = await this.#parts.catalog.annotated();
      this.#readAt = readAt;
      if (this.#claims.length > 0) {
        const claimed = await this.#parts.catalog.byRefs(this.#claims);
        this.#deploymentsChanged ||= !isSame(claimed, this.#claimed);
      }
      await this.#settle();
    });
    const wait = answered ? this.#parts.refreshMs : this.#retryMs;
    this.#work.soon('refresh', wait, () => this.#refresh());
  }

  get #retryMs(): number {
    return Math.min(RETRY_MS, this.#parts.refreshMs);
  }

  /** Without any answer of the catalog nothing is known, and so nothing is settled. */
  readonly #settle = async (): Promise<void> => {
    const annotated = this.#annotated;
    if (
      !annotated ||
      (!this.#deploymentsChanged && isSame(annotated, this.#settled))
    ) {
      return;
    }
    this.#deploymentsChanged = false;
    try {
      await this.#settleWith(annotated);
      this.#settled = annotated;
    } catch (error) {
      this.#deploymentsChanged = true;
      throw error;
    }
  };

  async #settleWith(annotated: readonly AnnotatedEntity[]): Promise<void> {
    const { store, instances } = this.#parts;
    const deployments = await store.readDeployments();
    await this.#readClaimed(deployments);
    const { bound, unmatched } = resolveBindings({
      annotated,
      claimed: this.#claimed,
      deployments,
      instances: instances.list().map(({ id }) => id),
    });
    const replaced = await store.replace(bound, {
      deployments,
      catalogReadAt: this.#readAt,
    });
    // Another replica knows more and sees to it; if it dies, our next look at the catalog does.
    this.#deploymentsChanged ||= replaced === 'outdated';
    const missesChanged = !isSame([...unmatched], [...this.#unmatched]);
    this.#unmatched = unmatched;
    if (replaced === 'changed' || missesChanged) {
      this.#listeners.forEach(listener => listener());
    }
    if (replaced !== 'outdated') {
      const claimed = this.#claimed;
      this.#parts.health.follow({
        annotated,
        claimed,
        deployments,
        bound,
        unmatched,
      });
    }
  }

  /** A proposal gives no rights, so it must not hold up the bindings that do. */
  async #readClaimed(
    deployments: readonly MirroredDeployment[],
  ): Promise<void> {
    const refs = new Set(deployments.flatMap(({ tags }) => claimsOf(tags)));
    this.#claims = [...refs].sort();
    try {
      this.#claimed = await this.#parts.catalog.byRefs(this.#claims);
    } catch (error) {
      this.#parts.logger.debug(`Could not read claimed entities: ${error}`);
    }
  }

  /** Logs when the first attempt fails and when it works again, not each time. */
  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (!this.#answers) {
        this.#parts.logger.info('Bindings to catalog entities are kept again');
      }
      this.#answers = true;
    } catch (error) {
      if (this.#answers) {
        this.#parts.logger.warn(
          `Could not settle which catalog entities deployments belong to; what was known last stays in force and new deployments stay hidden until it works: ${error}`,
        );
      }
      this.#answers = false;
    }
    return this.#answers;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
