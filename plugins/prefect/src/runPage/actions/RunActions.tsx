import type {
  RunDetail,
  RunOperation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { prefectApiRef, runInputQuery } from '../../api';
import { AskableButton } from '../../ask';
import { RunButton } from '../../runDialog';
import { prefectTranslationRef } from '../../translation';
import { CancelDialog } from './CancelDialog';
import { RescheduleDialog } from './RescheduleDialog';
import { useOperation } from './useOperation';

/** What can be done with a run in its state; locked with the reason for who may not. */
export function RunActions({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [asking, setAsking] = useState<'cancel' | 'reschedule' | undefined>();
  const operation = useOperation(run);
  const close = () => setAsking(undefined);
  const press = (name: RunOperation) => {
    if (operation.isPending) return;
    if (name === 'cancel' || name === 'reschedule') setAsking(name);
    else operation.mutate({ operation: name });
  };
  const { may } = run;
  const deployment = run.deployment && {
    ...run.deployment,
    environment: run.environment,
    may,
  };
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {useOffered(run).map(name => (
        <AskableButton
          key={name}
          decision={may.operate}
          right="operate"
          deployment={deployment}
          size="small"
          variant="secondary"
          isPending={
            operation.isPending && operation.variables.operation === name
          }
          onPress={() => press(name)}
        >
          {t(`runPage.actions.${name}`)}
        </AskableButton>
      ))}
      {deployment && (
        <RunButton
          deployment={deployment}
          label={t('runPage.actions.again')}
          initialParameters={run.parameters}
        />
      )}
      {asking === 'cancel' && (
        <CancelDialog
          name={run.name}
          onClose={close}
          onConfirm={() => operation.mutate({ operation: 'cancel' })}
        />
      )}
      {asking === 'reschedule' && (
        <RescheduleDialog
          run={run}
          onClose={close}
          onConfirm={scheduledTime =>
            operation.mutate({ operation: 'reschedule', scheduledTime })
          }
        />
      )}
    </Flex>
  );
}

/** A run that waits for input is resumed by its form, not by a button. */
function useOffered(run: RunDetail): RunOperation[] {
  const { data: input } = useQuery({
    ...runInputQuery(useApi(prefectApiRef), run),
    enabled: run.state.type === 'PAUSED',
  });
  return input
    ? run.operations.filter(name => name !== 'resume')
    : run.operations;
}
