import type { AccessOffer } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  Flex,
  Radio,
  RadioGroup,
  Select,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import { formatDuration } from '../kit';
import { prefectTranslationRef } from '../translation';
import { askTimes, usualTime } from './askTimes';
import { BreakGlassDialog } from './BreakGlassDialog';
import { WhyNotAsk } from './AskOffer';
import type { Asked, useAsk } from './useAsk';
import { useNames } from './useNames';
import { type Way, waysOf } from './waysOf';

/** The portal API takes no longer reasons. */
const MOST_REASON = 1_000;

type Props = {
  offer: AccessOffer;
  why: string;
  withParameters: 'given' | 'any';
  ask: ReturnType<typeof useAsk>;
  onClose(): void;
};

/** What is asked for, within the terms of the policies. */
export function AskForm({ offer, why, withParameters, ask, onClose }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const ways = waysOf(offer);
  const known = (['approved', 'now'] as const).filter(way => ways[way]);
  const [chosen, setChosen] = useState<Way>(known[0]);
  // What can be had may change while somebody writes.
  const way = known.includes(chosen) ? chosen : known[0];
  const terms = ways[way]!;
  const [uses, setUses] = useState<Asked['uses']>('once');
  const [seconds, setSeconds] = useState<number>();
  const [reason, setReason] = useState('');
  const [isReasonMissing, setReasonMissing] = useState(false);
  const [isConfirming, setConfirming] = useState(false);
  const times = askTimes(terms.longestSeconds);
  const time =
    seconds !== undefined && times.includes(seconds)
      ? seconds
      : usualTime(terms.longestSeconds);
  const send = () =>
    ask.once({
      way,
      uses: terms.uses === 'once' ? 'once' : uses,
      seconds: time,
      reason: reason.trim(),
    });
  const press = () => {
    if (reason.trim() === '') setReasonMissing(true);
    else if (way === 'now') setConfirming(true);
    else send();
  };
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Paragraph>{why}</Paragraph>
          {known.length > 1 && (
            <RadioGroup
              label={t('ask.way.label')}
              value={way}
              onChange={next => setChosen(next as Way)}
            >
              {known.map(each => (
                <Radio key={each} value={each}>
                  {t(`ask.way.${each}`)}
                </Radio>
              ))}
            </RadioGroup>
          )}
          <Uses
            offered={terms.uses}
            withParameters={withParameters}
            value={uses}
            onChange={setUses}
          />
          <Select
            label={t('ask.time.label')}
            description={t(`ask.time.${way}`)}
            options={times.map(each => ({
              value: String(each),
              label: formatDuration(each * 1000),
            }))}
            value={String(time)}
            onChange={key => setSeconds(Number(key))}
          />
          <TextAreaField
            label={t('ask.reason.label')}
            description={t('ask.reason.help')}
            isRequired
            rows={3}
            maxLength={MOST_REASON}
            value={reason}
            isInvalid={isReasonMissing}
            onChange={next => {
              setReason(next);
              setReasonMissing(false);
            }}
          />
          {isReasonMissing && (
            <Text as="p" color="danger" role="alert" style={{ margin: 0 }}>
              {t('ask.reason.missing')}
            </Text>
          )}
          <WhoDecides offer={offer} way={way} />
          {ask.isError && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('ask.failed')}
              description={ask.error.message}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('ask.close')}
        </Button>
        <Button
          variant="primary"
          destructive={way === 'now'}
          isPending={ask.isPending}
          onPress={press}
        >
          {t(way === 'now' ? 'ask.breakGlass.open' : 'ask.ask')}
        </Button>
      </DialogFooter>
      {isConfirming && (
        <BreakGlassDialog
          onClose={() => setConfirming(false)}
          onConfirm={send}
        />
      )}
    </>
  );
}

function Uses({
  offered,
  withParameters,
  value,
  onChange,
}: {
  offered: Asked['uses'];
  withParameters: Props['withParameters'];
  value: Asked['uses'];
  onChange(value: Asked['uses']): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const wordOf = (uses: Asked['uses']) =>
    t(
      withParameters === 'given'
        ? (`ask.uses.${uses}With` as const)
        : (`ask.uses.${uses}` as const),
    );
  if (offered === 'once') return <Paragraph>{`${wordOf('once')}.`}</Paragraph>;
  return (
    <RadioGroup
      label={t('ask.uses.label')}
      value={value}
      onChange={next => onChange(next as Asked['uses'])}
    >
      <Radio value="once">{wordOf('once')}</Radio>
      <Radio value="many">{wordOf('many')}</Radio>
    </RadioGroup>
  );
}

/** Who could give it, or that nobody is asked. */
function WhoDecides({ offer, way }: { offer: AccessOffer; way: Way }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const names = useNames(offer.approvers);
  const { approved } = waysOf(offer);
  if (way === 'now') return <Paragraph>{t('ask.breakGlass.text')}</Paragraph>;
  return approved ? (
    <Paragraph>
      {t('ask.needs', { needed: String(approved.approvals), names })}
    </Paragraph>
  ) : (
    <WhyNotAsk offer={offer} />
  );
}

function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text as="p" style={{ margin: 0 }}>
      {children}
    </Text>
  );
}
