import type {
  AskedRight,
  Grant,
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
import { useQuery } from '@tanstack/react-query';
import { accessOfferQuery, prefectApiRef } from '../api';
import { QueryState, surface } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import type { AskedDeployment } from './AskedDeployment';
import { AskForm } from './AskForm';
import { WhyNotAsk } from './AskOffer';
import { useAsk } from './useAsk';
import { hasWay, waysOf } from './waysOf';

export type AskDialogProps = {
  deployment: AskedDeployment;
  right: AskedRight;
  /** The sentence with which it was denied. */
  why: string;
  /** Of the run that it is asked for; any where there are none. */
  parameters?: Record<string, unknown>;
  onClose(): void;
};

/** Asks for a right: how often, for how long and why, and says who decides. */
export function AskDialog(props: AskDialogProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { deployment, right, why, parameters, onClose } = props;
  const { title, environment } = deployment;
  const api = useApi(prefectApiRef);
  const query = useQuery(accessOfferQuery(api, { ...deployment, right }));
  const ask = useAsk({ deployment, right, parameters });
  const ways = query.data && waysOf(query.data);
  return (
    <Dialog
      className={surface}
      isOpen
      width={560}
      onOpenChange={isOpen => isOpen || onClose()}
    >
      <DialogHeader>
        {t(`ask.title.${right}`, { title, environment })}
      </DialogHeader>
      {!ask.data && query.data && ways && hasWay(ways) ? (
        <AskForm
          offer={query.data}
          why={why}
          withParameters={parameters !== undefined ? 'given' : 'any'}
          ask={ask}
          onClose={onClose}
        />
      ) : (
        <>
          <DialogBody>
            {ask.data ? (
              <Done grant={ask.data} />
            ) : (
              <Flex direction="column" gap="3">
                <Text as="p" style={{ margin: 0 }}>
                  {why}
                </Text>
                <QueryState query={query} what={t('ask.what')} height={240}>
                  {offer => <WhyNotAsk offer={offer} />}
                </QueryState>
              </Flex>
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={onClose}>
              {t('ask.close')}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}

function Done({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  return (
    <Alert
      role="status"
      status="success"
      icon
      title={t(grant.kind === 'asked' ? 'ask.asked' : 'ask.taken')}
      customActions={
        <ButtonLink size="small" variant="primary" href={paths.grant(grant)}>
          {t('ask.see')}
        </ButtonLink>
      }
    />
  );
}
