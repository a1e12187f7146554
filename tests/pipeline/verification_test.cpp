// A second scan of the same neurons under the Gabors that were chosen for them: what is taken, and what is
// refused.
#include "store/scan_file.h"
#include "tests/pipeline/small_pipeline.h"
#include "util/error.h"

namespace doppel {
namespace {

class Verification : public test::SmallPipeline {};

TEST_F(Verification, AVerificationTakesAScanThatShowsTheGabors) {
  const auto first = import(simulate(1, 1)).scan;
  request("one", {first});
  const auto refused = [&](const workers::VerificationRequest& request, const std::string& part,
                           const std::string& mend) {
    try {
      workers::request_verification(connection_, request);
      ADD_FAILURE() << "accepted; expected: " << part;
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
      EXPECT_NE(error.mend().find(mend), std::string::npos) << error.mend();
    }
  };
  workers::VerificationRequest early;
  early.choice = {{"dataset", std::string("one")},
                  {"model_config", std::string("small")},
                  {"training_config", std::string("small")},
                  {"seed", std::int64_t{1}},
                  {"optimal_gabor_config", std::string("small")},
                  {"suboptimal_gabor_config", std::string("small")}};
  early.scan = first;
  early.name = "early";
  refused(early, "have not been chosen yet", "doppel populate");
  populate();
  refused(early, "is the one that the model is of", "second scan");
  auto good = verification("one");
  const auto stranger = import(simulate(2, 2)).scan;
  auto wrong = good;
  wrong.scan = stranger;
  refused(wrong, "of the wanted scan of animal 2", "--first-scan");
  wrong.first_scan = first;
  refused(wrong, "the seeds of their simulations differ", "options of the first");
  auto of_images = simulation(1, 1);  // the same neurons, but natural images again
  of_images.session = 3;
  of_images.output = folder_.path() / "third.h5";
  workers::simulate_scan(of_images);
  wrong = good;
  wrong.scan = import(of_images.output).scan;
  refused(wrong, "scan 1-3-1 does not show", "doppel export stimuli");
  wrong = good;
  wrong.units = {{1, 999}};
  refused(wrong, "999", "--units");

  EXPECT_EQ(workers::request_verification(connection_, good).n_neurons, n_neurons);
  EXPECT_TRUE(workers::request_verification(connection_, good).already_there);
  wrong = good;
  wrong.units = {{1, 2}, {2, 1}};
  refused(wrong, "'second' is of another scan or of other neurons", "--name");
  wrong.name = "swapped";
  EXPECT_EQ(workers::request_verification(connection_, wrong).n_neurons, 2);
  EXPECT_EQ(populate().failed, 0);
  EXPECT_EQ(count("twin.neuron_size_curve a join twin.neuron_size_curve b on a.verification = 'swapped' and "
                  "b.verification = 'second' and a.unit_id = 3 - b.unit_id where a.unit_id in (1, 2)"),
            2);
}

TEST_F(Verification, AVerificationFailsWhereTheGaborsHaveChanged) {
  request("one", {import(simulate(1, 1)).scan});
  populate();
  workers::request_verification(connection_, verification("one"));
  connection_.execute(
      "update twin.suboptimal_gabor_config set verification_contrast = 3.5 where suboptimal_gabor_config = "
      "'small'");
  EXPECT_EQ(populate().failed, 0);
  connection_.execute("delete from twin.size_curve_agreement");
  connection_.execute("delete from twin.suboptimal_gabor");
  EXPECT_EQ(count("twin.verification_scan"), 1) << "what a person asked for stays";
  EXPECT_EQ(populate().failed, 1);
  EXPECT_EQ(count("job.size_curve_agreement where status = 'failed' and error_message like "
                  "'%session=2%does not show the picture of%gabor_rank=1%'"),
            1);
}

TEST_F(Verification, ASecondSimulatedScanIsOfTheSameNeurons) {
  request("one", {import(simulate(1, 1)).scan});
  populate();
  verification("one");
  const auto first = store::read_scan_file(folder_.path() / "scan1.h5");
  const auto second = store::read_scan_file(folder_.path() / "second.h5");
  EXPECT_EQ(first.unit_id, second.unit_id);
  EXPECT_EQ(first.x, second.x);
  EXPECT_EQ(second.trials.size(), second.n_images() * n_repeats);
  EXPECT_NE(std::vector<float>(first.responses.begin(), first.responses.begin() + n_neurons),
            std::vector<float>(second.responses.begin(), second.responses.begin() + n_neurons));
  verification("one");
  EXPECT_EQ(store::read_scan_file(folder_.path() / "second.h5").responses, second.responses);
}

}  // namespace
}  // namespace doppel
