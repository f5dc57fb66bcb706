import type {
  AccessOffer,
  AccessTerms,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** When a right begins: with an approval, or at once by breaking the glass. */
export type Way = 'approved' | 'now';

/** The ways in which one can have a right, each under its terms. */
export type Ways = { readonly [W in Way]?: AccessTerms };

/** Without enough people who could approve there is nothing to ask for. */
export function waysOf({
  terms,
  breakGlassTerms,
  approvers,
}: AccessOffer): Ways {
  return {
    ...(terms && approvers.length >= terms.approvals && { approved: terms }),
    ...(breakGlassTerms && { now: breakGlassTerms }),
  };
}

/** Whether there is any. */
export function hasWay(ways: Ways): boolean {
  return Object.keys(ways).length > 0;
}

/** Whether the parameters of the run have to be said. */
export function needsParameters({ approved, now }: Ways): boolean {
  return [approved, now].some(terms => terms?.parameters === 'approved');
}
