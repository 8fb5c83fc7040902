import type { Text } from '../language.ts';
import { text } from '../language.ts';

export type Missing = 'linux' | 'architecture' | 'bubblewrap' | 'prlimit' | 'build' | 'namespaces';

const sentences: Readonly<Record<Missing, Text>> = {
  linux: text(
    '채점에는 Linux의 샌드박스가 필요합니다. 이 컴퓨터에서는 학생의 코드를 안전하게 실행할 수 없으므로 채점하지 않습니다. Linux나 WSL 2에서 실행하십시오.',
    'Grading needs the sandbox of Linux. Student code cannot run safely on this machine, so nothing is graded. Run it on Linux or in WSL 2.',
  ),
  architecture: text(
    '채점 샌드박스는 x86-64와 arm64에서만 동작합니다. 이 컴퓨터에서는 채점하지 않습니다.',
    'The grading sandbox works on x86-64 and arm64 only. Nothing is graded on this machine.',
  ),
  bubblewrap: text(
    '학생의 코드를 가두는 bubblewrap이 없어 채점하지 않습니다. 설치: Debian·Ubuntu는 sudo apt-get install bubblewrap, Fedora는 sudo dnf install bubblewrap.',
    'Bubblewrap, which confines student code, is missing, so nothing is graded. Install it: sudo apt-get install bubblewrap on Debian and Ubuntu, sudo dnf install bubblewrap on Fedora.',
  ),
  prlimit: text(
    '메모리와 시간을 제한하는 prlimit이 없어 채점하지 않습니다. 설치: Debian·Ubuntu는 sudo apt-get install util-linux, Fedora는 sudo dnf install util-linux-core.',
    'prlimit, which limits memory and time, is missing, so nothing is graded. Install it: sudo apt-get install util-linux on Debian and Ubuntu, sudo dnf install util-linux-core on Fedora.',
  ),
  build: text(
    '샌드박스에서 실행할 파일이 만들어지지 않았습니다. npm run build를 실행하십시오.',
    'The files that run inside the sandbox have not been built. Run npm run build.',
  ),
  namespaces: text(
    'bubblewrap은 있지만 샌드박스를 만들 수 없어 채점하지 않습니다. 사용자 네임스페이스를 켜야 합니다: Ubuntu 24.04 이상은 sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, 컨테이너 안이라면 네임스페이스를 만들 권한이 필요합니다.',
    'Bubblewrap is there but cannot make a sandbox, so nothing is graded. User namespaces must be on: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu 24.04 or newer; inside a container it needs the right to make namespaces.',
  ),
};

/** This machine cannot confine student code, so grading refuses. */
export class SandboxUnavailable extends Error {
  override readonly name = 'SandboxUnavailable';
  readonly missing: Missing;
  readonly text: Text;
  /** What the tools said, for whoever repairs the machine. */
  readonly details: string;

  constructor(missing: Missing, details = '') {
    super(details === '' ? sentences[missing].en : `${sentences[missing].en} (${details})`);
    this.missing = missing;
    this.text = sentences[missing];
    this.details = details;
  }
}
