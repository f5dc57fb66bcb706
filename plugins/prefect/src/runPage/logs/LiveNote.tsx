import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { instancesQuery, prefectApiRef } from '../../api';
import { prefectTranslationRef } from '../../translation';

/** Says that more lines may come, and how: an old Prefect has to be asked for them. */
export function LiveNote({ instance }: { instance: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(instancesQuery(useApi(prefectApiRef)));
  const known = data?.items.find(({ id }) => id === instance);
  return (
    <>
      {known?.limits.includes('no-log-stream')
        ? t('runPage.logs.liveInSteps', { version: known.version ?? '' })
        : t('runPage.logs.live')}
    </>
  );
}
