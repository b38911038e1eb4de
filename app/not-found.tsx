/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-4 p-6 text-center">
      <h1 className="text-xl font-bold">찾는 화면이 없어요</h1>
      <p lang="en" className="text-sm text-soft">
        There is no such page.
      </p>
      <a href="/" className="button button-primary self-center">
        처음으로 · Home
      </a>
    </main>
  );
}
