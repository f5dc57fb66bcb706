import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { facetsQuery, prefectApiRef } from '../api';
import { MY_TEAMS, nameOfEntity, NOBODY, useMyTeams } from '../filters';
import { prefectTranslationRef } from '../translation';
import { EVERYTHING, type Scope } from './useScope';

/** Chooses between one's own teams, everything, and any one owner. */
export function ScopeSelect({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(facetsQuery(useApi(prefectApiRef)));
  const mine = useMyTeams();
  const choices = [
    ...(mine && mine.refs.length > 0
      ? [{ value: MY_TEAMS, label: t('filters.myTeams') }]
      : []),
    { value: EVERYTHING, label: t('overviewPage.scope.everything') },
    ...(data?.owners ?? []).map(ref => ({
      value: ref,
      label: nameOfEntity(ref),
    })),
    { value: NOBODY, label: t('overviewPage.scope.nobody') },
  ];
  const { value } = scope;
  const isListed = choices.some(choice => choice.value === value);
  return (
    <Select
      label={t('overviewPage.scope.label')}
      size="small"
      search={{ placeholder: t('filters.find') }}
      options={
        value === undefined || isListed
          ? choices
          : [...choices, { value, label: nameOfEntity(value) }]
      }
      value={value ?? null}
      onChange={key => key !== null && scope.choose(String(key))}
    />
  );
}
