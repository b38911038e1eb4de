import { useWords } from '@/app/staff/words';
import { ROLES, type Role } from '@/lib/auth/permissions';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';

/** The roles, each with what it may do. */
export function RoleChoice({
  role,
  onChoose,
  disabled = false,
}: {
  role: Role;
  onChoose: (role: Role) => void;
  disabled?: boolean;
}) {
  const words = useWords(teamWords);
  const { roles } = useWords(shellWords);
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-1">
      <legend className="mb-1 text-sm text-soft">{words.role}</legend>
      {ROLES.map((value) => (
        <label
          key={value}
          className="flex items-start gap-3 rounded-xl border border-line px-3 py-2 text-sm has-checked:border-accent has-checked:bg-tint"
        >
          <input
            type="radio"
            name="role"
            checked={role === value}
            onChange={() => onChoose(value)}
            className="mt-1.5"
          />
          <span>
            <span className="font-semibold">{roles[value]}</span>
            <br />
            {words.role_may[value]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
