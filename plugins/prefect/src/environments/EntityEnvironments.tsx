import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  ComparedDeployment,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Switch, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { environmentsQuery, instancesQuery, prefectApiRef } from '../api';
import { QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { isSameEverywhere } from './differences';
import { EnvironmentMatrix } from './EnvironmentMatrix';

/** More deployments than any component has; the page under Deployments has the rest. */
const MOST = 200;

type Props = {
  /** The entity, as the portal API names it. */
  entity: { kind: string; namespace: string; name: string };
};

/**
 * An entity's deployments on all instances. Nothing is shown where none of them is on more
 * than one: there is nothing to compare.
 */
export function EntityEnvironments({ entity }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const instances = useQuery(instancesQuery(api)).data?.items ?? [];
  const query = useQuery({
    ...environmentsQuery(api, {
      entity: [stringifyEntityRef(entity)],
      limit: MOST,
    }),
    enabled: instances.length > 1,
  });
  if (instances.length < 2 || query.isPending) return null;
  return (
    <QueryState query={query} what={t('environments.what')}>
      {({ items }) =>
        items.some(({ cells }) => cells.length > 1) && (
          <Comparison deployments={items} instances={instances} />
        )
      }
    </QueryState>
  );
}

function Comparison({
  deployments,
  instances,
}: {
  deployments: readonly ComparedDeployment[];
  instances: readonly PrefectInstance[];
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isNarrow, setNarrow] = useState(false);
  const title = useId();
  const used = instances.filter(({ id }) =>
    deployments.some(({ cells }) => cells.some(cell => cell.instance === id)),
  );
  const shown = deployments.filter(
    deployment => !isNarrow || !isSameEverywhere(deployment, used.length),
  );
  return (
    <section aria-labelledby={title}>
      <Flex justify="between" align="center" gap="4">
        <Text as="h3" id={title} variant="title-x-small" style={{ margin: 0 }}>
          {t('environments.title')}
        </Text>
        <Switch
          label={t('environments.onlyDifferences')}
          isSelected={isNarrow}
          onChange={setNarrow}
        />
      </Flex>
      {shown.length > 0 ? (
        <EnvironmentMatrix
          deployments={shown}
          instances={used}
          show={isNarrow ? 'differences' : 'all'}
        />
      ) : (
        <Text as="p" color="secondary">
          {t('environments.allSame')}
        </Text>
      )}
    </section>
  );
}
