import type { StartedBy as Starter } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLink } from '../../kit';
import { prefectTranslationRef } from '../../translation';

/** Who started a run: a person, linked, or what did it instead. */
export function StartedBy({ starter }: { starter: Starter }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { kind, name, entity } = starter;
  if (entity)
    return <EntityLink entityRef={entity} title={name ?? undefined} />;
  if (kind === 'user' || kind === 'unknown') {
    return name ? <bdi>{name}</bdi> : <>{t('runsPage.startedBy.unknown')}</>;
  }
  return (
    <span title={name ?? undefined}>{t(`runsPage.startedBy.${kind}`)}</span>
  );
}
