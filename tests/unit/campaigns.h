// SPDX-License-Identifier: Apache-2.0
/* tests/unit/campaigns.h - a temporary campaign store with one open campaign, its one contact, and a view of them. */
#ifndef TESTS_CAMPAIGN_SQL_H
#define TESTS_CAMPAIGN_SQL_H

#include "folder.h"

#include "store/campaigns.h"
#include "store/messages.h"
#include "store/outbox.h"

enum { NOW = 1800000000, DAY = 86400 };

static struct campaign_store *campaigns;
static struct driver *driver; /* of a transaction that a test is in */
static struct error error;
static struct seal seal;
static struct seal_key seal_key;
static unsigned char campaign_store_memory[1 << 20];
static struct arena arena;
static struct campaign campaign;
static struct contact contact;

static inline void campaigns_begin_test(void)
{
    driver = campaign_store_begin(campaigns, &error);
    assert_non_null(driver);
}

static inline void campaigns_end_test(void)
{
    assert_true(campaign_store_commit(campaigns, &error));
    driver = NULL;
}

static inline int campaign_store_make(void **state)
{
    bool found;
    if (folder_make(state) != 0)
        return 1;
    arena = (struct arena){ campaign_store_memory, 0, sizeof campaign_store_memory };
    if (!sealed_make_keys(slice_of(folder), &error) || !sealed_read_seal(slice_of(folder), &seal, &error) ||
        !sealed_read_key(slice_of(folder), &seal_key, &error))
        return 1;
    campaigns = campaign_store_open(slice_of(folder), &error);
    campaigns_begin_test();
    campaign = (struct campaign){ .conference = SLICE("assembly"),
                                  .code = SLICE("letters"),
                                  .title = SLICE("Write"),
                                  .language = SLICE("en"),
                                  .addressed = SLICE("country"),
                                  .look = SLICE("doubtful"),
                                  .keep_days = 30 };
    assert_true(campaign_add(driver, &campaign, NOW - DAY, &error));
    assert_true(campaign_set_state(driver, campaign.id, SLICE("open"), &error));
    contact = (struct contact){ .campaign = campaign.id,
                                .place = SLICE("AAA"),
                                .name = SLICE("The Delegation"),
                                .address = SLICE("delegation@mission.example") };
    assert_true(contact_add(driver, &contact, &error));
    contact.state = SLICE("confirmed");
    contact.pace = SLICE("each");
    assert_true(contact_change(driver, &contact, &error));
    assert_true(campaign_of_id(driver, campaign.id, &arena, &campaign, &found, &error) && found);
    assert_true(contact_find(driver, contact.id, &arena, &contact, &found, &error) && found);
    campaigns_end_test();
    return 0;
}

static inline int campaign_store_take(void **state)
{
    if (driver != NULL)
        campaign_store_rollback(campaigns);
    driver = NULL;
    campaign_store_close(campaigns);
    return folder_take(state);
}

#endif
