import type { Selector } from './Selector';

/**
 * What annotations can ask of a deployment.
 * @public
 */
export type NamedDeployment = {
  readonly instance: string;
  readonly flow: string;
  /** flow/deployment */
  readonly title: string;
  readonly tags: readonly string[];
};

/**
 * Finds the deployments that a selector asks for without reading all of them.
 * @public
 */
export class DeploymentIndex<TDeployment extends NamedDeployment> {
  readonly #byFact = new Map<string, TDeployment[]>();

  constructor(deployments: readonly TDeployment[]) {
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

  /** Those that fit; none twice. */
  find({ instances, wanted }: Selector): TDeployment[] {
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
    instance: string,
    kind: 'title' | 'flow' | 'tag',
    text: string,
  ): TDeployment[] {
    return this.#byFact.get(factOf(instance, kind, text)) ?? [];
  }
}

function factsOf({ instance, title, flow, tags }: NamedDeployment) {
  return new Set([
    factOf(instance, 'title', title),
    factOf(instance, 'flow', flow),
    ...tags.map(tag => factOf(instance, 'tag', tag)),
  ]);
}

function factOf(instance: string, kind: string, text: string): string {
  return JSON.stringify([instance, kind, toComparable(text)]);
}

/** The form in which names are compared: an editor may compose an é, a file system not. */
export function toComparable(name: string): string {
  return name.normalize('NFC');
}
