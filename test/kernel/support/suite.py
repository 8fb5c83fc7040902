"""Samples for jupyter_kernel_test, the suite that Jupyter offers to authors of kernels."""
import unittest

import jupyter_kernel_test


class KernelSuite(jupyter_kernel_test.KernelTests):
    kernel_name = "gradbook"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('careful')"
    completion_samples = [
        {"text": "consol", "matches": {"console"}},
        {"text": "[1].flatM", "matches": {"flatMap"}},
    ]
    complete_code_samples = ["1", "const a = 1", "for (const x of [1]) { x }", "await null", "type A = { b: string }"]
    incomplete_code_samples = ["if (true) {", "f(", "const s = `a", "class A {", "/* a"]
    invalid_code_samples = ["let 1 = 2", "const a b = 3;\nlet c = 1", "1 +* 2"]
    code_page_something = ""
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "[1, 2, 3].map((x) => x * 2)", "result": "[ 2, 4, 6 ]"},
        {"code": "({ a: 10n })", "result": "{ a: 10n }"},
    ]
    code_display_data = [
        {"code": "display({ 'text/html': '<b>1</b>' }, { raw: true })", "mime": "text/html"},
        {"code": "display(new Map([[1, 2]]))", "mime": "text/plain"},
    ]
    code_history_pattern = "6 * ?"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "console"
    code_clear_output = "clearOutput()"

    # The pager is a feature of IPython's `?`, not of the protocol's newer clients.
    test_pager = None


if __name__ == "__main__":
    unittest.main()
