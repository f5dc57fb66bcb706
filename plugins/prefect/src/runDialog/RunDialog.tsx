import type {
  DeploymentDetail,
  DeploymentLink,
  Run,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type Form from '@rjsf/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import {
  deploymentQuery,
  isDenied,
  PortalError,
  prefectApiRef,
  prefectKeys,
} from '../api';
import { AskDialog } from '../ask';
import { formatDuration, QueryState, surface } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { keepApproved } from './approvedParameters';
import { ApprovedNote } from './ApprovedNote';
import { AskButton } from './AskButton';
import { drafts } from './drafts';
import { withDefaults } from './formDefaults';
import {
  changedNames,
  formSchema,
  nullableNames,
  parametersOf,
} from './formSchema';
import { JsonEditor } from './JsonEditor';
import { ParameterForm } from './ParameterForm';
import { withoutSecrets } from './secretPaths';
import { type Start, StartTime } from './StartTime';

type Values = Record<string, unknown>;

export type RunDialogProps = {
  deployment: DeploymentLink;
  /** What the form starts with instead of a draft or the defaults. */
  initialParameters?: Values;
  /** Those of a grant, the only ones that may be run with; secrets are masked in it. */
  approvedParameters?: Values;
  onClose(): void;
};

/** Starts a run rightly: the form, what is changed, where and when, and who allows it. */
export function RunDialog(props: RunDialogProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { deployment, onClose } = props;
  const { title } = deployment;
  const query = useQuery(deploymentQuery(useApi(prefectApiRef), deployment));
  return (
    <Dialog
      className={surface}
      isOpen
      width={640}
      onOpenChange={isOpen => {
        if (!isOpen) onClose();
      }}
    >
      {/* From the start, because a dialog takes its name when it opens. */}
      <DialogHeader>
        {query.data
          ? t('runDialog.title', {
              title,
              environment: query.data.environment,
            })
          : t('runDialog.runTitle', { title })}
      </DialogHeader>
      {query.data ? (
        <Content {...props} deployment={query.data} />
      ) : (
        <DialogBody>
          <QueryState query={query} what={t('runDialog.what')} height={320}>
            {() => null}
          </QueryState>
        </DialogBody>
      )}
    </Dialog>
  );
}

type ContentProps = Omit<RunDialogProps, 'deployment'> & {
  deployment: DeploymentDetail;
};

function Content(props: ContentProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { deployment, approvedParameters, onClose } = props;
  const { environment, may, workPool, pollingWorkers } = deployment;
  const defaults = useDefaults(deployment);
  const [values, setValues] = useState<Values>(() => firstValues(props));
  const [mode, setMode] = useState<'form' | 'json'>('form');
  const [isJsonValid, setJsonValid] = useState(true);
  const [at, setAt] = useState<Start>({ when: 'now' });
  const form = useRef<Form | null>(null);
  const start = useStartRun(deployment);
  const fields = start.error instanceof PortalError ? start.error.fields : [];
  const [asked, setAsked] = useState<Values>();
  // A grant that is used up while the run is being started is no reason to ask again.
  const why = start.isPending ? undefined : whyNot(deployment, start.error);

  const change = (next: Values) => {
    setValues(next);
    // What was approved is no draft of one's own.
    if (approvedParameters) return;
    const draft = withoutSecrets(next, deployment.secretParameters);
    if (changedNames(draft, defaults).length > 0) {
      drafts.save(deployment.id, draft);
    } else {
      drafts.remove(deployment.id);
    }
  };
  const toggleMode = () => {
    setMode(mode === 'form' ? 'json' : 'form');
    // The text that did not parse is gone; the values are the last that did.
    setJsonValid(true);
  };
  const parameters = () => {
    const filled = parametersOf(
      values,
      defaults,
      nullableNames(deployment.parameterSchema),
    );
    return approvedParameters
      ? keepApproved(filled, approvedParameters, deployment)
      : filled;
  };
  const isFilled = () =>
    mode === 'form'
      ? !form.current || form.current.validateForm()
      : isJsonValid;
  const submit = () => {
    if (!may.run.allowed || !isFilled()) return;
    if (at.when === 'later' && !at.time) return;
    start.once({ parameters: parameters(), at });
  };
  const ask = () => {
    if (isFilled()) setAsked(parameters());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };

  return (
    <>
      <DialogBody>
        {/* Ctrl+Enter anywhere in the dialog starts the run. */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div onKeyDown={onKeyDown}>
          <Flex direction="column" gap="4">
            {approvedParameters && (
              <ApprovedNote
                deployment={deployment}
                approved={approvedParameters}
              />
            )}
            <Flex gap="3" style={{ flexWrap: 'wrap' }}>
              {!approvedParameters && (
                <StartFrom deployment={deployment} onChoose={change} />
              )}
              <Button size="small" variant="tertiary" onPress={toggleMode}>
                {t('runDialog.mode.label')}{' '}
                {t(
                  mode === 'form'
                    ? 'runDialog.mode.json'
                    : 'runDialog.mode.form',
                )}
              </Button>
            </Flex>
            {mode === 'form' ? (
              <ParameterForm
                formRef={form}
                schema={deployment.parameterSchema}
                values={values}
                secrets={deployment.secretParameters}
                errors={fields}
                onChange={change}
                onSubmit={submit}
              />
            ) : (
              <JsonEditor
                values={values}
                onChange={change}
                onValidity={setJsonValid}
              />
            )}
            {may.run.allowed && <StartTime value={at} onChange={setAt} />}
            {!may.run.allowed && !start.data && (
              <Text as="p" style={{ margin: 0 }}>
                {may.run.reason}
              </Text>
            )}
            {at.when === 'later' && !at.time && (
              <Text as="p" color="danger" style={{ margin: 0 }}>
                {t('runDialog.atMissing')}
              </Text>
            )}
            {workPool && pollingWorkers === 0 && (
              <Alert
                status="warning"
                icon
                title={t('runDialog.noWorker', { pool: workPool })}
              />
            )}
            <Facts
              deployment={deployment}
              changed={changedNames(
                withoutSecrets(values, deployment.secretParameters),
                defaults,
              )}
            />
            {start.isError && (
              <Alert
                role="alert"
                status="danger"
                icon
                title={t('runDialog.failed')}
                description={start.error.message}
              />
            )}
            {start.data && <Started run={start.data} />}
          </Flex>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('runDialog.close')}
        </Button>
        {!start.data && why !== undefined && (
          <AskButton
            deployment={deployment}
            why={why}
            label={
              may.run.allowed
                ? undefined
                : t('runDialog.submit', { environment })
            }
            onAsk={ask}
          />
        )}
        {!start.data && may.run.allowed && (
          <Button
            variant="primary"
            isPending={start.isPending}
            onPress={submit}
          >
            {t('runDialog.submit', { environment })}
          </Button>
        )}
      </DialogFooter>
      {asked && why !== undefined && (
        <AskDialog
          deployment={deployment}
          right="run"
          why={why}
          parameters={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function firstValues(props: ContentProps): Values {
  const { deployment, approvedParameters, initialParameters } = props;
  const given = approvedParameters ?? initialParameters;
  return given
    ? withoutSecrets(given, deployment.secretParameters)
    : drafts.find(deployment.id) ?? deployment.parameters;
}

/** Why one may not run it, or not with these parameters; undefined for who may. */
function whyNot(
  { may }: DeploymentDetail,
  error: Error | null,
): string | undefined {
  if (!may.run.allowed) return may.run.reason;
  return isDenied(error) ? error?.message : undefined;
}

/** What the form shows when nobody changed anything, without secrets. */
function useDefaults({
  parameterSchema,
  parameters,
  secretParameters,
}: DeploymentDetail): Values {
  return useMemo(
    () =>
      withoutSecrets(
        withDefaults(formSchema(parameterSchema, ''), parameters),
        secretParameters,
      ),
    [parameterSchema, parameters, secretParameters],
  );
}

/** One key for each opening of the dialog: pressing twice starts one run. */
function useStartRun({ instance, id }: DeploymentDetail) {
  const api = useApi(prefectApiRef);
  const client = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const isUnderWay = useRef(false);
  const mutation = useMutation<Run, Error, { parameters: Values; at: Start }>({
    mutationFn: ({ parameters, at }) =>
      api.startRun({
        instance,
        id,
        body: {
          parameters,
          idempotencyKey,
          ...(at.when === 'later' && { scheduledTime: at.time }),
        },
      }),
    onSuccess: () => {
      drafts.remove(id);
      return client.invalidateQueries({ queryKey: prefectKeys.lists });
    },
    onError: () => {
      isUnderWay.current = false;
    },
  });
  return {
    ...mutation,
    /** Starts it, unless that is under way or done; known before the page is drawn again. */
    once: (request: { parameters: Values; at: Start }) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(request);
    },
  };
}

function StartFrom({
  deployment,
  onChoose,
}: {
  deployment: DeploymentDetail;
  onChoose(values: Values): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { lastGoodRun, parameters, secretParameters } = deployment;
  return (
    <Flex gap="2" align="center">
      <Text as="span" color="secondary">
        {t('runDialog.startFrom')}
      </Text>
      <Button
        size="small"
        variant="tertiary"
        onPress={() => onChoose(parameters)}
      >
        {t('runDialog.from.defaults')}
      </Button>
      {lastGoodRun && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() =>
            onChoose(withoutSecrets(lastGoodRun.parameters, secretParameters))
          }
        >
          {t('runDialog.from.lastGood')}
        </Button>
      )}
    </Flex>
  );
}

function Facts({
  deployment,
  changed,
}: {
  deployment: DeploymentDetail;
  changed: readonly string[];
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { stats, may } = deployment;
  const facts = [
    changed.length > 0 && t('runDialog.changed', { names: changed.join(', ') }),
    stats.usualDurationMs !== null &&
      t('runDialog.usual', { duration: formatDuration(stats.usualDurationMs) }),
    may.run.allowed &&
      (may.run.policy
        ? t('runDialog.allowed', { policy: may.run.policy })
        : t('runDialog.allowedByGrant')),
  ].filter(Boolean);
  return (
    <Text as="p" color="secondary" style={{ margin: 0 }}>
      {facts.join(' ')}
    </Text>
  );
}

function Started({ run }: { run: Run }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  return (
    <Alert
      role="status"
      status="success"
      icon
      title={t('runDialog.started', { name: run.name })}
      customActions={
        <ButtonLink size="small" variant="primary" href={paths.run(run)}>
          {t('runDialog.open')}
        </ButtonLink>
      }
    />
  );
}
