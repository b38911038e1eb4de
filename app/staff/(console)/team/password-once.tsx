import { SecretOnce } from '@/app/staff/secret-once';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { teamWords } from '@/lib/i18n/staff/team';

/** A password that was just made. */
export function PasswordOnce({
  name,
  password,
  onDone,
}: {
  name: string;
  password: string;
  onDone: () => void;
}) {
  const { password_once, password_hint, done } = useWords(teamWords);
  return (
    <SecretOnce
      title={fill(password_once, { name })}
      secret={password}
      hint={password_hint}
      done={done}
      onDone={onDone}
    />
  );
}
