import { Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { IconButton } from "@/ui/Button";
import menu from "@/ui/Menu.module.css";
import { type Theme, useTheme } from "./theme";

const CHOICES = [
  ["system", "As the system", Monitor],
  ["light", "Light", Sun],
  ["dark", "Dark", Moon],
] as const;

export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const Icon = CHOICES.find(([name]) => name === theme)?.[2] ?? Monitor;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Colour theme">
          <Icon size={18} aria-hidden />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="end" sideOffset={6}>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(name) => setTheme(name as Theme)}>
            {CHOICES.map(([name, label, ItemIcon]) => (
              <DropdownMenu.RadioItem key={name} value={name} className={menu.item}>
                <ItemIcon size={16} aria-hidden />
                {label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
