import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useState } from 'react';

/**
 * Whether this browser reaches the portal at all. Signals do not tell when their socket
 * breaks (Backstage 1.55 reconnects by itself), so the network's own word is taken.
 */
export function useSignalConnection(): 'live' | 'offline' | 'polling' {
  const hasSignals = useApiHolder().get(signalApiRef) !== undefined;
  const [isOnline, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  if (!isOnline) return 'offline';
  return hasSignals ? 'live' : 'polling';
}
