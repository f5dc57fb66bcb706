import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { deploymentQuery, prefectApiRef } from '../api';
import { QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';

type Props = {
  deployment: { readonly instance: string; readonly id: string };
  /** Height of what is awaited, px. */
  height: number;
  children: (deployments: readonly [Deployment]) => ReactNode;
};

/** The deployment that the entity stands for, in the place of those that it binds. */
export function OneDeployment({ deployment, height, children }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(deploymentQuery(useApi(prefectApiRef), deployment));
  return (
    <QueryState query={query} what={t('entity.theDeployment')} height={height}>
      {found => children([found])}
    </QueryState>
  );
}
