import type {
  RunDetail,
  RunInput,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Card, CardBody, Flex, Skeleton, Text } from '@backstage/ui';
import type Form from '@rjsf/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import {
  isUnknown,
  PortalError,
  prefectApiRef,
  prefectKeys,
  runInputQuery,
} from '../api';
import { AskableButton } from '../ask';
import { formatRelative, formatTime, surface, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { SafeMarkdown } from './artifacts/SafeMarkdown';

const ParameterForm = lazy(() =>
  import('../runDialog/ParameterForm').then(m => ({
    default: m.ParameterForm,
  })),
);

/** What a paused run waits for: its own form, or just that somebody resumes it. */
export function InputBanner({ run }: { run: RunDetail }) {
  const query = useQuery(runInputQuery(useApi(prefectApiRef), run));
  if (query.data) {
    return <InputForm key={query.data.since} run={run} input={query.data} />;
  }
  if (query.error && !isUnknown(query.error)) {
    return (
      <Alert role="alert" status="danger" icon title={query.error.message} />
    );
  }
  return run.waiting ? <Alert status="info" icon title={run.waiting} /> : null;
}

function InputForm({ run, input }: { run: RunDetail; input: RunInput }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow();
  const form = useRef<Form | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>(input.initial);
  const resume = useResume(run);
  const { error } = resume;
  const submit = () => {
    if (!run.may.operate.allowed || resume.isPending) return;
    if (form.current && !form.current.validateForm()) return;
    resume.mutate(values);
  };
  return (
    <Card className={surface}>
      <CardBody>
        <Flex direction="column" gap="3">
          <div>
            <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
              {t('runPage.input.title', {
                time: formatTime(new Date(input.since), now),
              })}
            </Text>
            {input.until && (
              <Text as="p" color="secondary" style={{ margin: 0 }}>
                {t('runPage.input.until', {
                  time: formatRelative(new Date(input.until), now),
                })}
              </Text>
            )}
          </div>
          {input.description && <SafeMarkdown text={input.description} />}
          <Suspense fallback={<Skeleton height={200} width="100%" />}>
            <ParameterForm
              formRef={form}
              schema={input.schema}
              values={values}
              secrets={[]}
              errors={error instanceof PortalError ? error.fields : []}
              onChange={setValues}
              onSubmit={submit}
            />
          </Suspense>
          {error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('runPage.input.failed')}
              description={error.message}
            />
          )}
          <Flex>
            <AskableButton
              decision={run.may.operate}
              right="operate"
              deployment={
                run.deployment && {
                  ...run.deployment,
                  environment: run.environment,
                }
              }
              variant="primary"
              isPending={resume.isPending}
              onPress={submit}
            >
              {t('runPage.input.submit')}
            </AskableButton>
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}

function useResume(run: RunDetail) {
  const api = useApi(prefectApiRef);
  const client = useQueryClient();
  const { instance, id } = run;
  return useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      api.resumeRun({ instance, id, body: { input } }),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: prefectKeys.run(run) }),
  });
}
