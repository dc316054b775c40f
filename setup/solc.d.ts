/** What is used of solc, which comes without types: one function from the compiler's standard JSON input to its output. */
declare module 'solc' {
  const compiler: { compile(input: string): string };
  export default compiler;
}
