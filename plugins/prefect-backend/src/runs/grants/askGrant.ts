import type {
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  DeniedError,
  type AskedRight,
  type Entitled,
  type Principal,
  type Requestable,
  type Terms,
} from '../../access';
import type { Grant, NewGrant } from '../../grants';
import type { Key } from '../../mirror';
import { boundOf } from '../boundOf';
import { assertNoTemplates } from '../assertNoTemplates';
import { InvalidRequestError } from '../InvalidRequestError';
import type { DeploymentRow } from '../read/DeploymentRow';
import { findDeployment } from '../read/findDeployment';
import { parseJson } from '../read/json';
import type { RunsDeps } from '../RunsDeps';
import { Secrets } from '../secrets';
import { assertFits } from '../validateParameters';
import { recordGrant } from './recordGrant';

/** A right that somebody wants. */
export type AskGrant = {
  readonly deployment: Key;
  readonly right: AskedRight;
  /** Approvers and auditors read it. */
  readonly reason: string;
  /** For how long, once it is given, in seconds. */
  readonly seconds: number;
  readonly uses: 'once' | 'many';
  /** Of the run that it is for; undefined asks for any. */
  readonly parameters?: RunParameters;
  /** `now` breaks the glass: the right is in force at once, and a review stays open. */
  readonly when: 'approved' | 'now';
};

/**
 * Asks for a right, or takes it at once where policy lets one.
 *
 * @throws UnknownError when the deployment is not there or may not be viewed
 * @throws DeniedError when policy does not let it be asked for
 * @throws InvalidRequestError when more is asked for than can be given
 */
export async function askGrant(
  deps: RunsDeps,
  by: Principal,
  asked: AskGrant,
): Promise<Grant> {
  const row = await findDeployment(deps, by, asked.deployment);
  const on = { instance: row.instance, deployment: row.id };
  const offer = await deps.access.requestable(by, asked.right, on);
  const decision = asked.when === 'now' ? offer.breakGlass : offer.request;
  const terms = asked.when === 'now' ? offer.breakGlassTerms : offer.terms;
  const grant =
    terms && (await toNewGrant(deps, by, { asked, row, terms, offer }));
  return recordGrant(
    deps,
    {
      by,
      on: { instance: row.instance, id: row.id },
      event: asked.when === 'now' ? 'grant-break-glass' : 'grant-ask',
      decision,
      meta: {
        title: row.title,
        right: asked.right,
        reason: asked.reason,
        seconds: asked.seconds,
        uses: asked.uses,
      },
      parameters: grant?.parameters,
      sent: asked.parameters,
    },
    () => {
      if (!grant) throw new DeniedError(decision);
      return deps.grants.add(grant);
    },
  );
}

async function toNewGrant(
  deps: RunsDeps,
  by: Principal,
  {
    asked,
    row,
    terms,
    offer,
  }: {
    asked: AskGrant;
    row: DeploymentRow;
    terms: Terms;
    offer: Requestable;
  },
): Promise<NewGrant> {
  assertWithin(terms, asked);
  if (asked.when === 'approved') {
    await assertApprovable(deps, terms, offer.approvers);
  }
  const { parameters } = asked;
  if (parameters) {
    assertNoTemplates(parameters);
    await assertFits(deps, row, parameters);
  }
  return {
    kind: asked.when === 'now' ? 'break-glass' : 'asked',
    principal: by.ref,
    right: asked.right,
    deployment: { instance: row.instance, id: row.id },
    title: row.title,
    reason: asked.reason.trim(),
    door: by.door,
    approvalsNeeded: terms.approvals,
    seconds: asked.seconds,
    uses: asked.uses,
    digest:
      parameters && (await deps.ledger.digestOf(boundOf(row, { parameters }))),
    parameters: parameters && secretsOf(row).mask(parameters),
    candidates: offer.approvers.map(({ ref }) => ref),
    newcomersCount: terms.newcomers === 'count',
    policy: offer.request.policy,
    policyVersion: offer.request.version,
  };
}

function secretsOf(row: DeploymentRow): Secrets {
  return new Secrets(
    parseJson<JsonSchema | undefined>(row.parameter_schema, undefined),
  );
}

function assertWithin(terms: Terms, asked: AskGrant): void {
  if (asked.reason.trim() === '') {
    throw new InvalidRequestError('Say why: approvers and auditors read it.');
  }
  if (asked.seconds > terms.longestSeconds) {
    throw new InvalidRequestError(
      `This can be had for ${minutes(
        terms.longestSeconds,
      )} minutes at most; ${minutes(asked.seconds)} were asked for.`,
    );
  }
  if (asked.uses === 'many' && terms.uses === 'once') {
    throw new InvalidRequestError('This can be had for one use only.');
  }
  if (asked.right !== 'run' && asked.parameters) {
    throw new InvalidRequestError(
      'Only a right to run is for given parameters. Ask without them.',
    );
  }
  const isAnyRun = asked.right === 'run' && asked.parameters === undefined;
  if (isAnyRun && terms.parameters === 'approved') {
    throw new InvalidRequestError(
      'This can be had for a run with given parameters only. Ask with those of the run.',
    );
  }
}

async function assertApprovable(
  { people }: RunsDeps,
  { approvals }: Terms,
  approvers: readonly Entitled[],
): Promise<void> {
  const humans = new Set(
    await Promise.all(approvers.map(({ ref }) => people.humanOf(ref))),
  );
  if (humans.size >= approvals) return;
  throw new InvalidRequestError(
    humans.size === 0
      ? 'Nobody but you may approve this. Ask whoever runs the portal to name somebody in a policy.'
      : `This needs ${approvals} people who approve, and ${humans.size} may. Ask whoever runs the portal to name more in a policy.`,
  );
}

function minutes(seconds: number): number {
  return Math.floor(seconds / 60);
}
