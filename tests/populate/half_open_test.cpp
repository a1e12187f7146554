// A TCP connection that went silent: packets vanish, no FIN and no RST ever comes, as behind a pulled cable.
// A forwarder in this process stands between the worker and the server's Unix socket; a socket filter that
// drops all that arrives makes it a black hole, which acknowledges nothing.
#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <regex>
#include <stdexcept>
#include <thread>

#include "db/network_timeout.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using populate::ComputeContext;

std::string option(const std::string& connection_string, const std::string& keyword) {
  std::smatch found;
  const std::regex pattern(keyword + "='?([^' ]*)");
  return std::regex_search(connection_string, found, pattern) ? found.str(1) : "";
}

class Forwarder {
 public:
  explicit Forwarder(const std::string& unix_socket)
      : unix_socket_(unix_socket), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("bind");
    listen(listener_, 16);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this](const std::stop_token& ended) { accept_until(ended); });
  }
  ~Forwarder() {
    acceptor_.request_stop();
    acceptor_.join();
    pumps_.clear();
    close(listener_);
  }
  int port() const { return port_; }
  int n_accepted() const { return n_accepted_; }

  // From now on whatever the clients connected so far send is lost.
  void swallow() {
    const std::lock_guard lock(mutex_);
    sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
    const sock_fprog program{1, &drop};
    for (const int client : clients_)
      setsockopt(client, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
  }

 private:
  static bool is_readable(int descriptor) {
    pollfd one{descriptor, POLLIN, 0};
    return poll(&one, 1, 20) > 0;
  }
  void accept_until(const std::stop_token& ended) {
    while (!ended.stop_requested()) {
      if (!is_readable(listener_)) continue;
      const int client = accept(listener_, nullptr, nullptr);
      const int server = connect_to_server();
      const std::lock_guard lock(mutex_);
      ++n_accepted_;
      clients_.push_back(client);
      pumps_.emplace_back([client, server](const std::stop_token& stop) { pump(client, server, stop); });
    }
  }
  int connect_to_server() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    unix_socket_.copy(address.sun_path, sizeof address.sun_path - 1);
    const int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("connect");
    return server;
  }
  static void pump(int client, int server, const std::stop_token& stop) {
    std::array<char, 65536> bytes{};
    const auto moved = [&](const pollfd& from, int to) {
      if (from.revents == 0) return true;
      const auto n = read(from.fd, bytes.data(), bytes.size());
      return n > 0 && send(to, bytes.data(), static_cast<std::size_t>(n), MSG_NOSIGNAL) == n;
    };
    while (!stop.stop_requested()) {
      std::array<pollfd, 2> both{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
      if (poll(both.data(), both.size(), 20) > 0 && !(moved(both[0], server) && moved(both[1], client)))
        break;
    }
    close(client);
    close(server);
  }

  const std::string unix_socket_;
  const int listener_;
  int port_ = 0;
  std::atomic<int> n_accepted_ = 0;
  std::mutex mutex_;
  std::vector<int> clients_;
  std::vector<std::jthread> pumps_;
  std::jthread acceptor_;
};

class HalfOpen : public toy::Laboratory {
 protected:
  HalfOpen()
      : local(database.connection_string()),
        forwarder(option(local, "host") + "/.s.PGSQL." +
                  (option(local, "port").empty() ? "5432" : option(local, "port"))),
        remote("host=127.0.0.1 port=" + std::to_string(forwarder.port()) + " dbname=" + database.name() +
               " user=" + option(local, "user") + " sslmode=disable gssencmode=disable") {}
  const std::string local;
  Forwarder forwarder;
  const std::string remote;
};

TEST_F(HalfOpen, AStatementOnASilentConnectionEndsInTimeAndRunsAgain) {
  populate::Session session(remote, "silent", {.network = 2s});
  int tries = 0;
  Clock::time_point began;
  session.run({}, [&](db::Connection& connection) {
    if (++tries == 1) {
      forwarder.swallow();
      began = Clock::now();
    }
    return connection.execute("select 1");
  });
  EXPECT_EQ(tries, 2);
  EXPECT_GE(Clock::now() - began, 1s);   // it was silent, not cut
  EXPECT_LT(Clock::now() - began, 20s);  // 2 s and a new connection; the machine may be busy
  EXPECT_EQ(forwarder.n_accepted(), 2);
}

TEST_F(HalfOpen, AWorkerGoesOnAndCommitsWhatItHasInHand) {
  add(3);
  auto how = toy::brisk_options(remote);
  how.lease = 60s;
  how.limits.network = 2s;
  how.tables = {"measurement"};
  int n_computes = 0;
  const auto summary = work(toy::makers({.on_compute =
                                             [&](const auto&, const ComputeContext&) {
                                               ++n_computes;
                                               forwarder.swallow();
                                             }}),
                            how);
  EXPECT_EQ(n_computes, 1);
  EXPECT_EQ(summary.done, 3);
  EXPECT_EQ(summary.fenced, 0);
}

TEST_F(HalfOpen, BothSidesOfASessionAreTold) {
  EXPECT_EQ(option(db::with_network_timeout(local, 15s), "tcp_user_timeout"), "15000");
  EXPECT_EQ(option(db::with_network_timeout(local, 15s), "keepalives_idle"), "5");
  // What a person states stands.
  EXPECT_EQ(option(db::with_network_timeout(local + " tcp_user_timeout=7", 15s), "tcp_user_timeout"), "7");
  const std::string sql = db::server_network_timeout_sql(15s);
  EXPECT_NE(sql.find("tcp_user_timeout = 15000"), std::string::npos);
  EXPECT_NO_THROW(connection().execute(sql));
}

}  // namespace
}  // namespace doppel
