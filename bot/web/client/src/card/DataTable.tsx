import type { Table } from "@/api/messages";
import styles from "./DataTable.module.css";

/** Scrolls sideways where it is too wide, also by keyboard. */
export function DataTable({ table, label }: { table: Table; label: string }) {
  const side = (column: number) => (table.numeric.includes(column) ? "numeric" : undefined);
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {table.columns.map((column, n) => (
              <th key={n} scope="col" data-side={side(n)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, n) => (
                <td key={n} data-side={side(n)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
