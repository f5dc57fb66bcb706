import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { nameOfEntity } from '../filters';
import { prefectTranslationRef } from '../translation';
import { ledgerPageMessages } from './messages';

type Action = keyof typeof ledgerPageMessages.action;
type Door = keyof typeof ledgerPageMessages.door;

/** What can be done, in the order of the filter. */
export const ACTIONS = Object.keys(ledgerPageMessages.action) as Action[];

/** How somebody comes in, in the order of the filter. */
export const DOORS = Object.keys(ledgerPageMessages.door) as Door[];

/** An action in words; one that is not known stays as it was recorded. */
export function useActionText(): (action: string) => string {
  const { t } = useTranslationRef(prefectTranslationRef);
  return action => {
    const known = ACTIONS.find(each => each === action);
    return known ? t(`ledgerPage.action.${known}`) : action;
  };
}

/** A door in words. */
export function useDoorText(): (door: string) => string {
  const { t } = useTranslationRef(prefectTranslationRef);
  return door => {
    const known = DOORS.find(each => each === door);
    return known ? t(`ledgerPage.door.${known}`) : door;
  };
}

/** What somebody did, and to what. */
export function useDidText(): (
  item: Pick<LedgerItem, 'action' | 'kind' | 'title'>,
) => string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const actionText = useActionText();
  return ({ action, kind, title }) => {
    const text =
      action === null ? t(`ledgerPage.kind.${kind}`) : actionText(action);
    return title === null ? text : t('ledgerPage.did', { action: text, title });
  };
}

/** A party in a word; one that is no person of the catalog as it was recorded. */
export function nameOfParty({
  kind,
  ref,
}: NonNullable<LedgerItem['principal']>): string {
  return kind === 'user' ? nameOfEntity(ref) : ref;
}
