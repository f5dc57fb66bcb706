import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { grantQuery, prefectApiRef } from '../../api';
import { QueryState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { GrantDetail } from './GrantDetail';
import type { GrantActs } from './useGrantActs';

type Props = { id: string; acts: GrantActs };

/** A grant that is asked for by its id. */
export function GrantById({ id, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(grantQuery(useApi(prefectApiRef), { id }));
  return (
    <QueryState query={query} what={t('accessPage.grant.what')} height={320}>
      {grant => <GrantDetail grant={grant} acts={acts} />}
    </QueryState>
  );
}
