import type { Entitled } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';

/** Of more people than this the rest is only counted. */
const MOST_NAMED = 5;

/** Who they are, in a line. */
export function useNames(people: readonly Pick<Entitled, 'name'>[]): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const names = people
    .slice(0, MOST_NAMED)
    .map(({ name }) => name)
    .join(', ');
  const rest = people.length - MOST_NAMED;
  return rest > 0 ? t('ask.others', { names, rest: String(rest) }) : names;
}
