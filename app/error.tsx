'use client';

/** What is shown where a page could not be drawn: the way on, and the way to a person. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-4 p-6 text-center">
      <h1 className="text-xl font-bold">화면을 보여 드리지 못했어요</h1>
      <p className="text-soft">
        잠시 뒤에 다시 시도해 주세요. 급한 일은 <a href="tel:1588-0000">1588-0000</a>으로 전화해 주세요.
      </p>
      <p lang="en" className="text-sm text-soft">
        Something went wrong. Please try again in a moment.
      </p>
      <button type="button" onClick={reset} className="button button-primary self-center">
        다시 시도 · Try again
      </button>
    </main>
  );
}
