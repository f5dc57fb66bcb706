import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { prefectTranslationRef } from '../translation';

type Props = { onClose(): void; onConfirm(): void };

/** Asks before a right is taken that nobody gave. */
export function BreakGlassDialog({ onClose, onConfirm }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Dialog isOpen width={440} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>{t('ask.breakGlass.title')}</DialogHeader>
      <DialogBody>
        <Text as="p" style={{ margin: 0 }}>
          {t('ask.breakGlass.text')}
        </Text>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('ask.breakGlass.keep')}
        </Button>
        <Button
          variant="primary"
          destructive
          onPress={() => {
            onClose();
            onConfirm();
          }}
        >
          {t('ask.breakGlass.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
