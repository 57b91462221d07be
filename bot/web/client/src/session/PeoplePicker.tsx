import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { DemoPerson } from "@/api/messages";
import { Avatar } from "@/ui/Avatar";
import { groups, ROLE_NAMES } from "./people";
import { RoleChips } from "./RoleChips";
import styles from "./PeoplePicker.module.css";

interface Props {
  people: readonly DemoPerson[];
  /** E-mail address of the person being signed in. */
  busy: string | null;
  onPick: (email: string) => void;
}

export function PeoplePicker({ people, busy, onPick }: Props) {
  const [search, setSearch] = useState("");
  const found = groups(people, useDeferredValue(search));

  return (
    <section className={styles.picker} aria-labelledby="demo-title">
      <div className={styles.head}>
        <div>
          <h2 id="demo-title">Look around as somebody from the demo company</h2>
          <p>{people.length} people, all made up. One click signs in.</p>
        </div>
        <label className={styles.search}>
          <Search size={16} aria-hidden />
          <span className="hidden">Search people</span>
          <input type="search" value={search} placeholder="Name, title or role" onChange={(e) => setSearch(e.target.value)} />
        </label>
      </div>
      {found.map((group) => (
        <section key={group.role} className={styles.group} aria-labelledby={`group-${group.role}`}>
          <h3 id={`group-${group.role}`}>
            {ROLE_NAMES[group.role]} <span>{group.purpose}</span>
          </h3>
          <ul>
            {group.people.map((person) => (
              <li key={person.email}>
                <PersonCard person={person} busy={busy} onPick={onPick} />
              </li>
            ))}
          </ul>
          {group.hidden > 0 && <p className={styles.more}>{group.hidden} more by search</p>}
        </section>
      ))}
      <p className={found.length ? "hidden" : styles.none} role="status">
        {found.length ? `${found.reduce((n, g) => n + g.people.length, 0)} people shown` : "Nobody matches that search."}
      </p>
    </section>
  );
}

function PersonCard({ person, busy, onPick }: { person: DemoPerson } & Pick<Props, "busy" | "onPick">) {
  return (
    <button
      type="button"
      className={styles.person}
      disabled={busy !== null}
      aria-busy={busy === person.email}
      onClick={() => onPick(person.email)}
    >
      <Avatar name={person.name} />
      <span className={styles.who}>
        <strong>{person.name}</strong>
        {person.title && <span>{person.title}</span>}
        <RoleChips roles={person.roles} />
      </span>
    </button>
  );
}
