import type { ChartSeries } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { instancesQuery, prefectApiRef } from '../api';
import { nameOfEntity } from '../filters';
import { prefectTranslationRef } from '../translation';

/** Whose chart it is, in words that tell it from the same deployment elsewhere. */
export function useChartName({ deployment, owner }: ChartSeries): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const environment = useEnvironment(deployment?.instance);
  if (deployment) {
    const { title } = deployment;
    return environment ? t('charts.deployment', { title, environment }) : title;
  }
  return owner === null ? t('kit.owner.none') : nameOfEntity(owner);
}

/** The environment of an instance; undefined until it is known. */
export function useEnvironment(
  instance: string | undefined,
): string | undefined {
  const { data } = useQuery(instancesQuery(useApi(prefectApiRef)));
  return data?.items.find(({ id }) => id === instance)?.environment;
}
