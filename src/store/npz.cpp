#include "store/npz.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <exception>
#include <memory>

#include "store/atomic_file.h"
#include "store/npy.h"
#include "util/error.h"

namespace doppel::store {
namespace {

// libarchive writes through this; an exception must not cross its C frames and is kept until they are left.
struct Sink {
  AtomicFile& file;
  std::exception_ptr failure;
};

la_ssize_t write_piece(archive* /*archive*/, void* sink, const void* bytes, std::size_t size) {
  auto& to = *static_cast<Sink*>(sink);
  try {
    to.file.write({static_cast<const std::byte*>(bytes), size});
    return static_cast<la_ssize_t>(size);
  } catch (...) {
    to.failure = std::current_exception();
    return -1;
  }
}

struct FreeArchive {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};

class ZipWriter {
 public:
  explicit ZipWriter(Sink& sink) : sink_(sink), archive_(archive_write_new()) {
    require(archive_write_set_format_zip(archive_.get()));
    require(archive_write_zip_set_compression_store(archive_.get()));
    require(archive_write_set_bytes_in_last_block(archive_.get(), 1));  // no padding after the directory
    require(archive_write_open(archive_.get(), &sink_, nullptr, write_piece, nullptr));
  }

  void add(const std::string& name, const std::vector<std::byte>& bytes) {
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_mtime(entry.get(), 0, 0);
    require(archive_write_header(archive_.get(), entry.get()));
    for (std::size_t done = 0; done < bytes.size();) {
      const la_ssize_t count = archive_write_data(archive_.get(), bytes.data() + done, bytes.size() - done);
      require(count > 0 ? ARCHIVE_OK : ARCHIVE_FATAL);
      done += static_cast<std::size_t>(count);
    }
  }

  void close() { require(archive_write_close(archive_.get())); }

 private:
  void require(int code) const {
    if (code == ARCHIVE_OK) return;
    if (sink_.failure) std::rethrow_exception(sink_.failure);
    const char* reason = archive_error_string(archive_.get());
    throw Error(ErrorClass::internal,
                fmt::format("cannot write a zip archive: {}", reason != nullptr ? reason : "unknown reason"));
  }

  Sink& sink_;
  std::unique_ptr<archive, FreeArchive> archive_;
};

}  // namespace

void write_npz(const std::filesystem::path& file, const std::vector<NpzArray>& arrays) {
  AtomicFile target(file);
  Sink sink{target, nullptr};
  ZipWriter zip(sink);
  for (const NpzArray& array : arrays) {
    zip.add(fmt::format("{}.npy", array.name), encode_npy(std::span<const float>(array.values), array.shape));
  }
  zip.close();
  target.commit();
}

}  // namespace doppel::store
