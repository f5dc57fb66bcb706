import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { instancesQuery, prefectApiRef } from '../api';
import {
  type ChangeFilter,
  type Choice,
  FilterBar,
  TextFilter,
} from '../filters';
import { TimeFilter } from '../runsPage/filters/TimeFilter';
import { prefectTranslationRef } from '../translation';
import { DECISIONS, type LedgerFilter } from './ledgerFilter';
import { ACTIONS, DOORS, useActionText, useDoorText } from './words';

/** What a link narrows to and nobody types. */
const LINKED = ['deployment', 'run'] as const;
/** Of an id. */
const SHOWN = 8;
/** No value of a filter. */
const ANY = 'any';

type Props = {
  filter: LedgerFilter;
  onChange: ChangeFilter<LedgerFilter>;
  onClear?(): void;
};

/** What entries can be narrowed by. */
export function LedgerFilters({ filter, onChange, onClear }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const actionText = useActionText();
  const doorText = useDoorText();
  const instances =
    useQuery(instancesQuery(useApi(prefectApiRef))).data?.items ?? [];
  return (
    <FilterBar onClear={onClear}>
      <TextFilter
        label={t('ledgerPage.filter.text')}
        value={filter.q}
        onChange={q => onChange({ q }, 'replace')}
      />
      <TextFilter
        label={t('ledgerPage.filter.person')}
        value={filter.person}
        onChange={person => onChange({ person }, 'replace')}
      />
      <TextFilter
        label={t('ledgerPage.filter.behalf')}
        value={filter.onBehalfOf}
        onChange={onBehalfOf => onChange({ onBehalfOf }, 'replace')}
      />
      <OneOf
        label={t('ledgerPage.filter.action')}
        choices={ACTIONS.map(value => ({ value, label: actionText(value) }))}
        value={filter.action}
        onChange={action => onChange({ action })}
      />
      <OneOf
        label={t('ledgerPage.filter.decision')}
        choices={DECISIONS.flatMap(value =>
          value === 'any'
            ? []
            : [{ value, label: t(`ledgerPage.decision.${value}`) }],
        )}
        value={filter.decision === 'any' ? '' : filter.decision}
        onChange={chosen =>
          onChange({
            decision: DECISIONS.find(each => each === chosen) ?? 'any',
          })
        }
      />
      <OneOf
        label={t('ledgerPage.filter.door')}
        choices={DOORS.map(value => ({ value, label: doorText(value) }))}
        value={filter.door}
        onChange={door => onChange({ door })}
      />
      <TimeFilter
        value={filter.window}
        onChange={window => onChange({ window })}
        texts={{
          title: t('ledgerPage.window.title'),
          confirm: t('ledgerPage.window.confirm'),
        }}
      />
      <OneOf
        label={t('ledgerPage.filter.instance')}
        choices={instances.map(({ id, title }) => ({
          value: id,
          label: title,
        }))}
        value={filter.instance}
        onChange={instance => onChange({ instance })}
      />
      {LINKED.filter(name => filter[name] !== '').map(name => (
        <Linked
          key={name}
          what={t(`ledgerPage.filter.${name}`)}
          id={filter[name]}
          onRemove={() => onChange({ [name]: '' })}
        />
      ))}
    </FilterBar>
  );
}

/** A filter that takes one value or any. What the URL asks for can always be taken back. */
function OneOf({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly Choice<string>[];
  /** Empty for any. */
  value: string;
  onChange(value: string): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const isKnown = choices.some(choice => choice.value === value);
  const options = [
    { id: ANY, label: t('filters.any') },
    ...choices.map(choice => ({ id: choice.value, label: choice.label })),
    ...(isKnown || value === '' ? [] : [{ id: value, label: value }]),
  ];
  return (
    <Select
      label={label}
      size="small"
      options={options}
      value={value === '' ? ANY : value}
      onChange={key => onChange(key === ANY ? '' : String(key))}
    />
  );
}

function Linked({
  what,
  id,
  onRemove,
}: {
  what: string;
  id: string;
  onRemove(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const value = id.slice(0, SHOWN);
  return (
    <Button
      size="small"
      variant="secondary"
      iconEnd={<RiCloseLine aria-hidden />}
      aria-label={t('ledgerPage.filter.all', { what, value })}
      onPress={onRemove}
    >
      {t('ledgerPage.filter.only', { what, value })}
    </Button>
  );
}
