#include "populate/chaos.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>
#include <random>
#include <thread>

#include "db/server.h"
#include "populate/child_process.h"
#include "populate/jobs.h"
#include "populate/queue.h"
#include "populate/session.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel::chaos {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using populate::ComputeContext;
using toy::Child;

constexpr auto kLease = 1500ms;

// A server that may be restarted and crashed.
class Server {
 public:
  Server() { std::filesystem::create_directories(home_); }
  ~Server() {
    server_.stop();
    std::filesystem::remove_all(home_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string start() { return server_.ensure_running(); }
  void restart() {
    server_.stop();
    start();
  }
  void crash() {
    const auto postmaster = static_cast<pid_t>(
        db::Connection(server_.connection_string(), "chaos")
            .execute("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer")
            .integer(0, 0));
    kill(postmaster, SIGQUIT);
    toy::wait_until([&] { return kill(postmaster, 0) != 0; });
    start();
  }

 private:
  const std::filesystem::path home_ =
      std::filesystem::temp_directory_path() / ("doppel_chaos_" + std::to_string(getpid()));
  db::EmbeddedServer server_{home_, false};
};

populate::WorkerOptions worker_options(const std::string& address) {
  auto how = toy::brisk_options(address);
  how.tables = {"measurement"};
  how.exit_when_empty = false;
  how.lease = kLease;
  return how;
}

// Until SIGTERM, as doppel worker does it.
int work_until_told(const std::string& address, int batch) {
  spdlog::set_level(spdlog::level::off);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::stop_source stop;
  std::thread([signals, stop]() mutable {
    int signal = 0;
    sigwait(&signals, &signal);
    stop.request_stop();
  }).detach();
  const auto makers = toy::makers({.max_keys = batch, .on_compute = [](const auto&, const ComputeContext&) {
                                     std::this_thread::sleep_for(20ms);
                                   }});
  populate::Worker(worker_options(address), toy::schema(), makers).run(stop.get_token());
  return 0;
}

class Trouble {
  template <class Work>
  auto query(Work&& work) {
    return session_.run({}, std::forward<Work>(work));
  }

 public:
  explicit Trouble(const Options& options)
      : options_(options), random_(options.seed), address_(server_.start()), session_(address_, "chaos", {}) {
    query([&](db::Connection& connection) {
      toy::create_laboratory(connection);
      toy::create_triggers(connection);
      toy::add_parents(connection, options_.n_keys, {"fine"});
    });
    for (int i = 0; i < options_.n_workers; ++i) workers_.push_back(start_worker());
  }

  Report run() {
    const auto began = Clock::now();
    while (!is_done() && Clock::now() - began < options_.patience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(pick(50, 250)));
      cause_trouble();
      look_after();
    }
    for (const auto& worker : workers_) {
      worker.process->send(SIGTERM);
      worker.process->send(SIGCONT);
    }
    for (const auto& worker : workers_) worker.process->wait();
    report_.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    report_.complaints = query([](db::Connection& connection) { return check_exactly_once(connection); });
    return report_;
  }

 private:
  struct Worker {
    std::unique_ptr<Child> process;
    std::optional<Clock::time_point> wakes_at;  // stopped until then
  };

  int pick(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  Worker& any_worker() { return workers_[static_cast<std::size_t>(pick(0, options_.n_workers - 1))]; }
  Worker start_worker() const {
    return {std::make_unique<Child>([this] { return work_until_told(address_, options_.batch); }), {}};
  }
  bool is_done() {
    const auto n_left = query([](db::Connection& connection) {
      return connection.execute("select count(*) from job.measurement").integer(0, 0);
    });
    return n_left == 0;
  }

  void cause_trouble() {
    const int die = pick(1, 100);
    Worker& worker = any_worker();
    if (die <= 30) {
      ++report_.n_killed;
      worker.process->send(SIGKILL);
    } else if (die <= 60) {
      if (worker.wakes_at) return;
      ++report_.n_stopped;
      worker.process->send(SIGSTOP);
      worker.wakes_at = Clock::now() + kLease * pick(50, 200) / 100;
    } else if (die <= 70) {
      ++report_.n_ended;
      worker.process->send(SIGTERM);
    } else if (die <= 95) {
      ++report_.n_cut;
      cut_connections(pick(1, 100));
    } else if (die <= 98) {
      ++report_.n_restarts;
      server_.restart();
    } else {
      ++report_.n_crashes;
      server_.crash();
    }
  }

  void cut_connections(int percent) {
    query([&](db::Connection& connection) {
      connection.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity\n"
          "where application_name like 'doppel worker%' and random() * 100 < $1::integer",
          {std::to_string(percent)});
    });
  }

  // Wakes those whose time has come, replaces those that are gone, and retries what was quarantined, as a
  // person would.
  void look_after() {
    for (Worker& worker : workers_) {
      if (worker.wakes_at && Clock::now() >= *worker.wakes_at) {
        worker.process->send(SIGCONT);
        worker.wakes_at.reset();
      }
      if (worker.process->ended()) worker = start_worker();
    }
    report_.n_quarantined += static_cast<int>(query([](db::Connection& connection) {
      return populate::retry_jobs(connection, toy::measurement(), {"", {"quarantined"}});
    }));
  }

  const Options options_;
  std::mt19937_64 random_;
  Server server_;
  const std::string address_;
  populate::Session session_;
  std::vector<Worker> workers_;
  Report report_;
};

// A complaint for each row of a query: its first cell.
void complain(db::Connection& connection, const std::string& query, std::vector<std::string>& complaints) {
  const auto rows = connection.execute(query + " limit 20");
  for (std::size_t row = 0; row < rows.size(); ++row) complaints.emplace_back(rows.text(row, 0));
}

#ifdef DOPPEL_TEST_WITHOUT_FENCE
// Shows that the checker can fail: a guard that asks for no epoch.
void weaken_the_guard(db::Connection& connection) {
  connection.execute(
      "drop trigger accept on toy.sample;\n"
      "create or replace function job.accept_measurement() returns trigger language plpgsql as $$ begin\n"
      "  delete from job.measurement j using new_rows k where j.subject = k.subject and j.setting = "
      "k.setting;\n"
      "  return null; end $$");
}
#else
void weaken_the_guard(db::Connection&) {}
#endif

}  // namespace

std::string Report::to_string() const {
  return fmt::format(
      "{:.1f} s; workers killed {}, stopped {}, told to end {}; connections cut {} times; server restarted "
      "{}, crashed "
      "{} times; keys quarantined and retried {}; complaints {}",
      seconds, n_killed, n_stopped, n_ended, n_cut, n_restarts, n_crashes, n_quarantined, complaints.size());
}

std::vector<std::string> check_exactly_once(db::Connection& connection) {
  std::vector<std::string> complaints;
  const auto ask = [&](const std::string& query) { complain(connection, query, complaints); };
  const std::string key = "'subject=' || subject || ' setting=' || setting";
  ask("select " + key +
      " || ' has no result' from toy.subject cross join toy.setting where not exists "
      "(select from toy.measurement m where m.subject = subject.subject and m.setting = setting.setting)");
  ask("select " + key +
      " || ' was committed ' || count(*) || ' times' from toy.measurement group by subject, setting "
      "having count(*) <> 1");
  ask("select " + key +
      " || ' has ' || count(s.sample) || ' samples' from toy.measurement left join toy.sample s "
      "using (subject, setting) group by subject, setting having count(s.sample) <> 2");
  ask("select " + key +
      " || ' is wrong: ' || value from toy.measurement join toy.subject using (subject) "
      "join toy.setting using (setting) where value <> weight::double precision * gain");
  ask("select " + key +
      " || ' is still ' || status || coalesce(': ' || error_class || ', ' || error_message, '') from "
      "job.measurement");
  ask("select 'run ' || run_id || ' says ' || n_keys || ' keys, but wrote ' || count(m.subject) "
      "from provenance.run left join toy.measurement m on m._run_id = run_id group by run_id having "
      "count(m.subject) <> "
      "n_keys");
  ask("select " + key +
      " || ' names a run that is not there' from toy.measurement where not exists "
      "(select from provenance.run where run_id = _run_id)");
  ask("select 'runs made ' || made || ' keys of ' || there from (select sum(n_keys) as made from "
      "provenance.run) r, "
      "(select count(*) as there from toy.subject cross join toy.setting) k where made is distinct from "
      "there");
  return complaints;
}

Report run(const Options& options) { return Trouble(options).run(); }

std::vector<std::string> wake_a_zombie() {
  Server server;
  const std::string address = server.start();
  db::Connection connection(address, "chaos");
  toy::create_laboratory(connection);
  toy::add_parents(connection, 1, {"fine"});
  connection.execute(
      "alter table toy.measurement drop constraint measurement_pkey cascade;\n"
      "alter table toy.sample drop constraint sample_pkey cascade");
  weaken_the_guard(connection);
  auto how = worker_options(address);
  how.exit_when_empty = true;
  toy::SharedFlag computing;
  Child zombie([&] {
    // Long enough to be stopped in the middle; like a GPU kernel, it hears of nothing.
    const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
      computing.raise();
      for (int i = 0; i < 30; ++i) std::this_thread::sleep_for(50ms);
    }});
    how.max_jobs = 1;
    populate::Worker(how, toy::schema(), makers).run({});
    return 0;
  });
  if (!toy::wait_until([&] { return computing.is_up(); })) return {"the first worker computed nothing"};
  zombie.send(SIGSTOP);
  const auto makers = toy::makers();
  const auto freed = [&] { return populate::free_abandoned(connection, {}) == 1; };
  if (!toy::wait_until(freed)) return {"the first worker's lease did not end"};
  Child heir([&] { return populate::Worker(how, toy::schema(), makers).run({}).done == 1 ? 0 : 1; });
  if (heir.wait() != 0) return {"the second worker did not finish"};
  zombie.send(SIGCONT);
  zombie.wait();
  return check_exactly_once(connection);
}

}  // namespace doppel::chaos
