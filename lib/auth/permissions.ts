/** Who may do what. The whole matrix stands here; routes and pages name a permission, never a role. */
export const ROLES = ['agent', 'editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const everyone: readonly Role[] = ROLES;

export const PERMISSIONS = {
  'assistant.use': everyone,
  'trace.read': everyone,
  'knowledge.read': everyone,
  'insights.read': everyone,
  'inbox.use': ['agent', 'reviewer', 'admin'],
  'knowledge.write': ['editor', 'reviewer', 'admin'],
  'knowledge.publish': ['reviewer', 'admin'],
  'feedback.handle': ['editor', 'reviewer', 'admin'],
  'audit.read': ['reviewer', 'admin'],
  'team.manage': ['admin'],
  'api_keys.manage': ['admin'],
  'switches.change': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
