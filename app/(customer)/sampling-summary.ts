import {
  CHAT_CONTROLS,
  CHAT_DEFAULTS,
  type ChatSampling,
  PRESETS,
  type PresetName,
} from '@/lib/answer/sampling';
import type { Dictionary } from '@/lib/i18n';

export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** The preset that these settings amount to, seed aside, or undefined. */
export function presetOf(sampling: ChatSampling): PresetName | undefined {
  return PRESET_NAMES.find((name) => {
    const preset: ChatSampling = { ...CHAT_DEFAULTS, ...PRESETS[name] };
    const chosen: ChatSampling = { ...CHAT_DEFAULTS, ...sampling };
    return CHAT_CONTROLS.every((control) => control === 'seed' || chosen[control] === preset[control]);
  });
}

/** Settings in a few words: the preset's name, or what differs from the defaults; then the seed. */
export function samplingSummary(sampling: ChatSampling, { settings }: Dictionary): string {
  const preset = presetOf(sampling);
  const named = (control: (typeof CHAT_CONTROLS)[number]) =>
    `${settings.control[control].name} ${sampling[control]}`;
  const changed = CHAT_CONTROLS.filter(
    (control) =>
      control !== 'seed' && sampling[control] !== undefined && sampling[control] !== CHAT_DEFAULTS[control],
  );
  const parts = preset ? [settings.preset[preset].name] : changed.map(named);
  return [...parts, ...(sampling.seed === undefined ? [] : [named('seed')])].join(' · ');
}
