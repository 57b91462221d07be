import { ChevronDown, LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { RoleChips } from "@/session/RoleChips";
import { useSignedIn } from "@/session/session";
import { Avatar } from "@/ui/Avatar";
import menu from "@/ui/Menu.module.css";
import styles from "./PersonMenu.module.css";

export function PersonMenu() {
  const { person, signOut } = useSignedIn();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.trigger}>
        <Avatar name={person.name} />
        <span className="hidden">Signed in as </span>
        <span className={styles.name}>
          {person.name} <RoleChips roles={person.roles} />
        </span>
        <ChevronDown size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="end" sideOffset={6}>
          <DropdownMenu.Label className={styles.label}>
            <strong>{person.name}</strong>
            {person.title && <span>{person.title}</span>}
            <span>{person.email}</span>
            <RoleChips roles={person.roles} />
          </DropdownMenu.Label>
          <DropdownMenu.Separator className={menu.separator} />
          <DropdownMenu.Item className={menu.item} onSelect={() => signOut()}>
            <LogOut size={16} aria-hidden />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
