import type {
  OwnershipProblem,
  OwnershipProblemKind,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** A row of `ownership_problems`. */
export type ProblemRow = {
  readonly id: string;
  readonly problem: OwnershipProblemKind;
  readonly instance: string | null;
  readonly deployment_id: string | null;
  readonly title: string;
  readonly subject: string | null;
  readonly subject_title: string | null;
  readonly annotation: string | null;
  readonly since: string;
  readonly team_ref: string | null;
  readonly likely_owner: string | null;
  readonly likely_entity: string | null;
  readonly likely_title: string | null;
  readonly likely_reason:
    | NonNullable<OwnershipProblem['guess']>['reason']
    | null;
  readonly because_instance: string | null;
  readonly because_id: string | null;
  readonly because_tag: string | null;
  readonly fix_value: string | null;
  readonly edit_url: string | null;
};
