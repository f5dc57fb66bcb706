import type { InstanceId } from '../instances';
import type { Key } from '../mirror';
import { toComparable } from './readSelectors';
import type { Selector } from './Selector';

/** What bindings need of a deployment in the mirror. */
export type MirroredDeployment = Key & {
  readonly flow: string;
  /** flow/deployment */
  readonly title: string;
  readonly tags: readonly string[];
};

/** Finds the deployments that a selector asks for without reading all of them. */
export class DeploymentIndex {
  readonly #byFact = new Map<string, MirroredDeployment[]>();

  constructor(deployments: readonly MirroredDeployment[]) {
    for (const deployment of deployments) {
      for (const fact of factsOf(deployment)) {
        const known = this.#byFact.get(fact);
        if (known) {
          known.push(deployment);
        } else {
          this.#byFact.set(fact, [deployment]);
        }
      }
    }
  }

  find({ instances, wanted }: Selector): MirroredDeployment[] {
    return instances.flatMap(instance => {
      if ('title' in wanted) {
        return this.#get(instance, 'title', wanted.title);
      }
      if ('flow' in wanted) {
        return this.#get(instance, 'flow', wanted.flow);
      }
      const [first, ...others] = wanted.tags.map(tag =>
        this.#get(instance, 'tag', tag),
      );
      return others.reduce(
        (common, tagged) => common.filter(item => tagged.includes(item)),
        first,
      );
    });
  }

  #get(
    instance: InstanceId,
    kind: 'title' | 'flow' | 'tag',
    text: string,
  ): MirroredDeployment[] {
    return this.#byFact.get(factOf(instance, kind, text)) ?? [];
  }
}

function factsOf({ instance, title, flow, tags }: MirroredDeployment) {
  return new Set([
    factOf(instance, 'title', title),
    factOf(instance, 'flow', flow),
    ...tags.map(tag => factOf(instance, 'tag', tag)),
  ]);
}

function factOf(instance: string, kind: string, text: string): string {
  return JSON.stringify([instance, kind, toComparable(text)]);
}
