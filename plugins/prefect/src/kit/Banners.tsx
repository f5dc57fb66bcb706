import {
  OLDEST_PREFECT,
  type PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { instancesQuery, prefectApiRef, useSignalConnection } from '../api';
import { prefectTranslationRef } from '../translation';
import { formatTime } from './format';

/**
 * Says what on the page may be old: an instance that does not answer or is not read, a lost
 * connection.
 */
export function Banners({ instance }: { instance?: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(instancesQuery(useApi(prefectApiRef)));
  const connection = useSignalConnection();
  const shown = (data?.items ?? []).filter(
    item =>
      item.freshness.state !== 'current' &&
      (instance === undefined || item.id === instance),
  );
  if (shown.length === 0 && connection !== 'offline') return null;
  return (
    <Flex direction="column" gap="2">
      {connection === 'offline' && (
        <Alert role="status" status="warning" icon title={t('kit.offline')} />
      )}
      {shown.map(item => (
        <Banner key={item.id} instance={item} />
      ))}
    </Flex>
  );
}

function Banner({ instance }: { instance: PrefectInstance }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const {
    title,
    version,
    limits,
    freshness: { state, asOf },
  } = instance;
  if (limits.includes('too-old')) {
    return (
      <Alert
        role="status"
        status="danger"
        icon
        title={t('kit.tooOld.title', {
          instance: title,
          version: version ?? '',
        })}
        description={t('kit.tooOld.description', { oldest: OLDEST_PREFECT })}
      />
    );
  }
  return state === 'stale' && asOf ? (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('kit.stale.title', {
        instance: title,
        time: formatTime(new Date(asOf), new Date()),
      })}
      description={t('kit.stale.description')}
    />
  ) : (
    <Alert
      role="status"
      status="info"
      icon
      title={t('kit.seeding.title', { instance: title })}
      description={t('kit.seeding.description')}
    />
  );
}
