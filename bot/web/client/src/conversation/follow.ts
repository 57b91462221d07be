/** px above the line that is kept in sight. */
const AIR = 20;
/** px; a taller question is not kept in sight together with the beginning of its answer. */
const TALL = 160;

export interface Following {
  /** Go to the newest line, wherever the person has scrolled to. */
  follow: () => void;
  stop: () => void;
}

/**
 * Keeps the newest lines in sight as they grow, without pushing their beginning out of it: an answer longer than the
 * screen is read from its top. Whoever scrolls away is left where they are, until `follow` is called.
 */
export function following(scroller: HTMLElement): Following {
  let isFollowing = true;
  let goal = 0;
  const settle = () => {
    goal = goalOf(scroller);
    if (isFollowing && goal > scroller.scrollTop) scroller.scrollTop = goal;
  };
  const scrolled = () => {
    isFollowing = scroller.scrollTop >= goal - AIR;
  };
  const observer = new ResizeObserver(settle);
  if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
  scroller.addEventListener("scroll", scrolled);
  return {
    follow: () => {
      isFollowing = true;
      settle();
    },
    stop: () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", scrolled);
    },
  };
}

/** The scroll position that shows the end of the thread, or else the beginning of its last exchange. */
function goalOf(scroller: HTMLElement): number {
  const end = scroller.scrollHeight - scroller.clientHeight;
  const [first, last] = [...scroller.querySelectorAll<HTMLElement>("[data-line]")].slice(-2);
  const isQuestion = first?.dataset.line === "person" && first.offsetHeight < TALL;
  const start = isQuestion ? first : (last ?? first);
  if (!start) return end;
  const top = start.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  return Math.min(end, top - AIR);
}
